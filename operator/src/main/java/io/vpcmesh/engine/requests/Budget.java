package io.vpcmesh.engine.requests;

/**
 * Whose calls are counted together: AWS counts them by account and Region.
 *
 * @param account whatever tells one from another
 */
public record Budget(String account, String region) {}
