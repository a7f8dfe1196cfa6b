package io.vpcmesh.e2e.gitops;

/**
 * What the tools make of one object.
 *
 * @param argoSays the message beside the health
 */
public record Judgement(
    String kind,
    String namespace,
    String name,
    String kstatus,
    String argo,
    String argoSays,
    String flux) {}
