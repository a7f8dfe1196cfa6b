package io.vpcmesh.cloud;

/** AWS Security Token Service: who are we? */
public interface Sts {

  /** The twelve digits of the account that our credentials belong to (GetCallerIdentity). */
  String accountId();
}
