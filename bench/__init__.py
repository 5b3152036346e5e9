"""What README says about speed, measured on the machine it runs on: `make bench`."""
