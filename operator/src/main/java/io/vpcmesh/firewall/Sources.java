package io.vpcmesh.firewall;

/** What is known of those who may be let in: which groups they carry, and of prefix lists. */
public record Sources(Identities identities, ListRulings lists) {}
