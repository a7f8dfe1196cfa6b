"""Tells what Cloud Map and EC2 hold at an endpoint of this machine, as often as it is asked.

usage: snapshot.py http://127.0.0.1:PORT

Each line that it reads names a Region; the answer to it is one line of JSON.
"""

import functools
import ipaddress
import json
import sys
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError


def main(endpoint):
    if not ipaddress.ip_address(urlsplit(endpoint).hostname).is_loopback:
        sys.exit(f"{endpoint} is not on this machine")
    for line in sys.stdin:
        print(json.dumps(answer(endpoint, line.strip())), flush=True)


def answer(endpoint, region):
    try:
        view = snapshot(client(endpoint, region, "servicediscovery"))
        return {"view": view | {"groups": groups(client(endpoint, region, "ec2"))}}
    except (BotoCoreError, ClientError) as problem:
        return {"problem": str(problem)}


@functools.cache
def client(endpoint, region, service):
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(inject_host_prefix=False),
    )


def snapshot(cloud_map):
    services = all_services(cloud_map)
    listed = pages(cloud_map, "list_namespaces", "Namespaces")
    namespaces = sorted(
        (namespace(cloud_map, summary["Id"], services) for summary in listed),
        key=lambda each: (each["name"], each["id"]),
    )
    known = {each["id"] for each in namespaces}
    orphans = [each for parent, each in services if parent not in known]
    return {"namespaces": namespaces, "orphans": orphans}


def namespace(cloud_map, namespace_id, services):
    it = cloud_map.get_namespace(Id=namespace_id)["Namespace"]
    return {
        "id": it["Id"],
        "name": it["Name"],
        "type": it["Type"],
        "description": it.get("Description", ""),
        "tags": tags(cloud_map, it["Arn"]),
        "services": [each for parent, each in services if parent == namespace_id],
    }


def all_services(cloud_map):
    """Pairs of namespace id and service; moto lists all, whatever filter it is given."""
    ids = [each["Id"] for each in pages(cloud_map, "list_services", "Services")]
    pairs = [service(cloud_map, service_id) for service_id in ids]
    return sorted(pairs, key=lambda pair: (pair[1]["name"], pair[1]["id"]))


def service(cloud_map, service_id):
    it = cloud_map.get_service(Id=service_id)["Service"]
    dns = it.get("DnsConfig") or {}
    return it.get("NamespaceId"), {
        "id": it["Id"],
        "name": it["Name"],
        "description": it.get("Description", ""),
        "ttlByType": {record["Type"]: record["TTL"] for record in dns.get("DnsRecords", [])},
        "routingPolicy": dns.get("RoutingPolicy", "NONE"),
        "customHealth": it.get("HealthCheckCustomConfig") is not None,
        "tags": tags(cloud_map, it["Arn"]),
        "instances": instances(cloud_map, service_id),
    }


def instances(cloud_map, service_id):
    listed = pages(cloud_map, "list_instances", "Instances", ServiceId=service_id)
    health = health_of(cloud_map, service_id) if listed else {}
    return sorted(
        (
            {
                "id": each["Id"],
                "health": health.get(each["Id"], "UNKNOWN"),
                "attributes": each.get("Attributes", {}),
            }
            for each in listed
        ),
        key=lambda each: each["id"],
    )


def health_of(cloud_map, service_id):
    page = cloud_map.get_instances_health_status(ServiceId=service_id)
    health = dict(page["Status"])
    while page.get("NextToken"):
        page = cloud_map.get_instances_health_status(
            ServiceId=service_id, NextToken=page["NextToken"]
        )
        health.update(page["Status"])
    return health


def tags(cloud_map, arn):
    listed = cloud_map.list_tags_for_resource(ResourceARN=arn)["Tags"]
    return {tag["Key"]: tag["Value"] for tag in listed}


def groups(ec2):
    """Those that somebody installed; every VPC has one of its own besides."""
    marked = pages(
        ec2,
        "describe_security_groups",
        "SecurityGroups",
        Filters=[{"Name": "tag-key", "Values": ["vpcmesh.io/installation"]}],
    )
    return sorted((group(ec2, it) for it in marked), key=lambda each: (each["name"], each["id"]))


def group(ec2, it):
    listed = pages(
        ec2,
        "describe_security_group_rules",
        "SecurityGroupRules",
        Filters=[{"Name": "group-id", "Values": [it["GroupId"]]}],
    )
    rules = [rule(each) for each in listed if not each["IsEgress"]]
    return {
        "id": it["GroupId"],
        "name": it["GroupName"],
        "vpc": it["VpcId"],
        "tags": {tag["Key"]: tag["Value"] for tag in it.get("Tags", [])},
        "rules": sorted(rules, key=lambda each: (each["fromPort"], each["source"])),
    }


def rule(it):
    referenced = it.get("ReferencedGroupInfo") or {}
    return {
        "protocol": it["IpProtocol"],
        "fromPort": it["FromPort"],
        "toPort": it["ToPort"],
        "source": referenced.get("GroupId") or it.get("CidrIpv4") or it.get("CidrIpv6") or "",
        "tags": {tag["Key"]: tag["Value"] for tag in it.get("Tags", [])},
    }


def pages(cloud_map, action, field, **request):
    return [
        item
        for page in cloud_map.get_paginator(action).paginate(**request)
        for item in page[field]
    ]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
