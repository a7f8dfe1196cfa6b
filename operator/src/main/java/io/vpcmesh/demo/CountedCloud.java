package io.vpcmesh.demo;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Place;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Map;

/** A cloud that counts the mutating calls made through it. Safe for threads. */
final class CountedCloud implements Cloud {

  private final Cloud cloud;
  private final Map<AwsAction, Integer> counts = new EnumMap<>(AwsAction.class);

  CountedCloud(Cloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public CloudMap cloudMap(Place place) {
    CloudMap delegate = cloud.cloudMap(place);
    return (CloudMap)
        Proxy.newProxyInstance(
            CloudMap.class.getClassLoader(),
            new Class<?>[] {CloudMap.class},
            (proxy, method, arguments) -> {
              count(method);
              return call(delegate, method, arguments);
            });
  }

  @Override
  public Sts sts(Place place) {
    return cloud.sts(place);
  }

  @Override
  public Ec2 ec2(Place place) {
    return cloud.ec2(place);
  }

  @Override
  public CloudWatch cloudWatch(Place place) {
    return cloud.cloudWatch(place);
  }

  /** For a person, since the last question: {@code 1 CreateService, 2 RegisterInstance}. */
  synchronized String sinceLastAsked() {
    String told =
        String.join(
            ", ",
            counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().awsName())
                .toList());
    counts.clear();
    return told.isEmpty() ? "none" : told;
  }

  private synchronized void count(Method method) {
    String constant =
        Ascii.toUpperCase(CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, method.getName()));
    AwsAction action = AwsAction.valueOf(constant);
    if (action.mutating()) {
      counts.merge(action, 1, Integer::sum);
    }
  }

  private static Object call(CloudMap delegate, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(delegate, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
