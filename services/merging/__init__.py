"""Cases that become one, and are taken apart again."""
