package io.vpcmesh.engine;

/** What a person does by hand to what an endpoint has in AWS. */
enum Meddling {
  /** A rule of ours is taken away. */
  REVOKE_RULE,
  /** A rule with our marks is added that nobody declared. */
  ADD_RULE,
  /** An instance of ours is taken out. */
  DEREGISTER,
  /** The service gets another time to live. */
  SET_TTL,
  /** The service goes, with its instances, and the next call to it meets nothing. */
  DELETE_SERVICE,
  /** The group goes, if nothing names or carries it. */
  DELETE_GROUP,
  /** An attribute of somebody else is added to an instance of ours. */
  FOREIGN_ATTRIBUTE,
  /** A rule of somebody else is added to our group. */
  FOREIGN_RULE,
  /** An instance of somebody else is registered in our service. */
  FOREIGN_INSTANCE,
  /** Somebody else has a service of that name, if we have none yet. */
  FOREIGN_SERVICE,
  /** Somebody else has a group of the same name in the VPC, if we have none yet. */
  FOREIGN_GROUP
}
