package io.vpcmesh.cloud.aws;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of the real SDK against an independent AWS server. {@code make it} runs these alone, {@code
 * make test} too.
 */
@Tag("it")
@ExtendWith(Moto.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface AgainstMoto {}
