package io.vpcmesh.firewall;

/** The safety rules that a plan obeys. Tests open one to prove that the checker misses it. */
enum FirewallRule {
  /** What carries nobody's or another's mark is left alone. */
  HANDS_OFF,
  /** What would exceed the quota of a group is not begun. */
  QUOTA,
  /** While somebody's identity is not known nothing is closed. */
  UNKNOWN_STAYS,
  /** Whoever is to be let in is let in before anybody else is shut out. */
  OPEN_FIRST
}
