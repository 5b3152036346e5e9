"""How what the program keeps is stored: engine, columns, transactions, migrations."""
