"""The baseline: smtplib alone, one connection, one prepared message again and again.

`python -m tests.benchmarks._bare_mails PORT NUMBER FILE` prints the seconds.
"""

import smtplib
import sys
import time
from pathlib import Path


def send_all(port, number, mail):
    """Send `mail` to `number` addresses; return the seconds."""
    smtp = smtplib.SMTP("127.0.0.1", port)
    smtp.ehlo()
    began = time.perf_counter()
    for each in range(number):
        smtp.mail("town@example.org")
        smtp.rcpt(f"reader-{each}@example.org")
        smtp.data(mail)
    seconds = time.perf_counter() - began
    smtp.quit()
    return seconds


if __name__ == "__main__":
    print(send_all(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]).read_bytes()))
