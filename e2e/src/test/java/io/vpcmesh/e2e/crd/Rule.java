package io.vpcmesh.e2e.crd;

/**
 * A CEL rule of a custom-resource definition.
 *
 * @param at where it stands, such as {@code spec.ports}; empty for the whole object
 * @param message what people are told who break it
 */
record Rule(String kind, String at, String message) {}
