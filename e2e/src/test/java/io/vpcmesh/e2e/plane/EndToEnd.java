package io.vpcmesh.e2e.plane;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that are given the suite's {@link ControlPlane} or its {@link Kubectl} as a parameter,
 * which they share with classes that run at the same time; see {@link OwnControlPlane}. They run
 * with {@code make e2e} and not with {@code make test}.
 */
@Tag("e2e")
@ExtendWith(Cluster.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EndToEnd {}
