"""Made-up credentials."""

from __future__ import annotations

KEY_ID = "AKIA234567ABCDEFGHIJ"
LETTERS = "qXyZrTUtnVEMI/K7MDENG/bPxRfiCYTESTEDKEYS"
PEM = ("MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7", "MhgwMbRvI0MBZhpjIQ3CjA8n")
BEGIN, END = "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"
