"""Serves moto on a free loopback port, prints its address, and ends when stdin does."""

import sys

import moto.ec2.models.vpcs as networks
from moto.server import ThreadedMotoServer

# The network that the examples name: here it is the default one of every account and Region.
EXAMPLE = "vpc-0a1b2c3d"

usual = networks.VPCBackend.create_default_vpc


def create_default_vpc(backend):
    any_id = networks.random_vpc_id
    networks.random_vpc_id = lambda: EXAMPLE
    try:
        return usual(backend)
    finally:
        networks.random_vpc_id = any_id


networks.VPCBackend.create_default_vpc = create_default_vpc

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print(f"http://{host}:{port}", flush=True)
sys.stdin.read()
server.stop()
