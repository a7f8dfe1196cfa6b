package io.vpcmesh.cloud;

/** The types of Cloud Map namespaces, spelled as AWS does. */
public enum NamespaceType {
  HTTP,
  DNS_PRIVATE,
  DNS_PUBLIC
}
