package io.vpcmesh.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Here another guard than the real one can be passed. Only the tests of the invariant checker may:
 * they open one guard and see that the checker notices. Main code takes the public way in.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.CONSTRUCTOR)
public @interface GuardSeam {}
