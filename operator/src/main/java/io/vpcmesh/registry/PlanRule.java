package io.vpcmesh.registry;

/** The safety rules that a plan obeys. Tests open one to prove that the checker misses it. */
enum PlanRule {
  /** An instance whose attributes are as desired is left alone. */
  UNCHANGED_STAYS,
  /** So is a service that carries our mark. */
  UNCHANGED_MARK,
  /** So are the settings of a service and the health of an instance. */
  UNCHANGED_SETTINGS,
  /** One operation at a time for an instance. */
  ONE_IN_FLIGHT,
  /** The last routable instance stays until its successor is registered. */
  HOLD_LAST,
  /** What would exceed a quota is not begun. */
  QUOTA,
  /** What carries nobody's or another's mark is left alone. */
  HANDS_OFF,
  /** What cannot be seen for sure is not taken away. */
  UNKNOWN_STAYS
}
