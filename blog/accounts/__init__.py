"""How authors come in: passwords, passkeys, links that invite, devices that stay signed in."""
