"""Mails that come back, as mail servers and providers write them."""

from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText


def status_report(
    to: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <reader-0@example.org>: no such user",
    original: bytes = b"",
) -> bytes:
    """A delivery status notification (RFC 3464), as Postfix writes it."""
    report = MIMEMultipart("report", **{"report-type": "delivery-status"})
    report["From"] = "MAILER-DAEMON@mx.example.org (Mail Delivery System)"
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Auto-Submitted"] = "auto-replied"
    report["To"] = to
    report.attach(MIMEText("I'm sorry to have to inform you …", "plain", "utf-8"))
    server, reader = Message(), Message()
    server["Reporting-MTA"] = "dns; mx.example.org"
    reader["Final-Recipient"] = "rfc822; reader-0@example.org"
    reader["Action"] = action
    reader["Status"] = status
    reader["Diagnostic-Code"] = diagnostic
    blocks = MIMEMultipart()
    blocks.set_type("message/delivery-status")
    blocks.set_payload([server, reader])
    del blocks["MIME-Version"]
    report.attach(blocks)
    if original:
        report.attach(_returned(original))
    return report.as_bytes()


def complaint(to: str, original: bytes) -> bytes:
    """An abuse report (RFC 5965), as providers pass it on."""
    report = MIMEMultipart("report", **{"report-type": "feedback-report"})
    report["From"] = "feedback@provider.example"
    report["Subject"] = "FW: abuse report"
    report["To"] = to
    report.attach(MIMEText("This is an email abuse report."))
    feedback = Message()
    feedback["Feedback-Type"] = "abuse"
    feedback["User-Agent"] = "Provider/1.0"
    report.attach(MIMEMessage(feedback, "feedback-report"))
    report.attach(_returned(original))
    return report.as_bytes()


def plain(to: str, *, sender: str, subject: str, words: str = "", **headers) -> bytes:
    """Any other mail."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(words or "…")
    return mail.as_bytes()


def _returned(original: bytes) -> MIMEText:
    part = MIMEText(
        original.partition(b"\r\n\r\n")[0].decode("ascii"), "rfc822-headers"
    )
    del part["Content-Transfer-Encoding"]
    return part
