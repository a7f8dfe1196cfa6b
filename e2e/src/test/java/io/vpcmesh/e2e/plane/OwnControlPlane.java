package io.vpcmesh.e2e.plane;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tests of the class disturb everybody who uses the same {@link ControlPlane}, or look at all
 * that is in it: they are given one of their own, which starts in ten seconds and ends with them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OwnControlPlane {}
