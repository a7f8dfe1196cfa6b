package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.Alarm;

/**
 * An alarm that there is.
 *
 * @param composite whether it is about other alarms, not about a metric
 */
record KeptAlarm(Alarm alarm, boolean composite) {}
