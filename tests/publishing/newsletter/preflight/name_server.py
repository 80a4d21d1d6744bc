"""A name server of the tests: real DNS over UDP on 127.0.0.1, from a zone file."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.zone


class NameServer(socketserver.UDPServer):
    """Answers from `zone`; nothing outside of it exists."""

    def __init__(self, text: str) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        head = "@ 60 IN SOA ns. hostmaster. 1 60 60 60 60\n@ 60 IN NS ns.\n"
        self.zone = dns.zone.from_text(head + text, origin=".", relativize=False)

    @property
    def port(self) -> int:
        return self.server_address[1]


class Answer(socketserver.BaseRequestHandler):
    server: NameServer

    def handle(self) -> None:
        data, sock = self.request
        query = dns.message.from_wire(data)
        (question,) = query.question
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        found = self.server.zone.get_rrset(question.name, question.rdtype)
        if found:
            response.answer.append(found)
        elif self.server.zone.get_node(question.name) is None:
            response.set_rcode(dns.rcode.NXDOMAIN)
        sock.sendto(response.to_wire(), self.client_address)


@contextmanager
def name_server(zone: str) -> Iterator[NameServer]:
    """Answer from `zone`, a zone file of the root."""
    with NameServer(zone) as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
