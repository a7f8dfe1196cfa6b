package io.vpcmesh.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the tests that are named, each {@code Class#method} below {@code io.vpcmesh} or {@code
 * Class#method[parameter]}. Ends with 0 when all pass, 1 when one fails, 2 when one is not there
 * and 3 when they do not come to an end.
 */
public final class ChosenTests {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Pattern NAME = Pattern.compile("([\\w.]+)#(\\w+)(?:\\[(.+)])?");

  private ChosenTests() {}

  /** To be run by a script. */
  public static void main(String[] names) {
    Thread.ofVirtual().start(ChosenTests::limit);
    try {
      System.exit(run(Arrays.stream(names).map(ChosenTests::selector).toList()));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
      System.exit(2);
    }
  }

  private static int run(List<DiscoverySelector> chosen) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(chosen).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    summary
        .getFailures()
        .forEach(failure ->
            System.out.println(
                failure.getTestIdentifier().getDisplayName() + ": " + failure.getException()));
    summary.printTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    if (summary.getTotalFailureCount() > 0) {
      return 1;
    }
    return summary.getTestsSucceededCount() < chosen.size() ? 2 : 0;
  }

  private static void limit() {
    try {
      Thread.sleep(LONGEST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    System.out.println("it does not come to an end within " + LONGEST);
    Runtime.getRuntime().halt(3);
  }

  private static DiscoverySelector selector(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no name of a test: " + name);
    }
    try {
      Class<?> type = Class.forName("io.vpcmesh." + parts.group(1));
      Method method = method(type, parts.group(2));
      return parts.group(3) == null
          ? selectMethod(type, method)
          : selectIteration(selectMethod(type, method), iteration(type, method, parts.group(3)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no such test: " + name + ", " + e, e);
    }
  }

  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchMethodException(name));
  }

  /** Where the parameter is among those that the method is called with. */
  private static int iteration(Class<?> type, Method method, String parameter)
      throws ReflectiveOperationException {
    String source = method.getAnnotation(MethodSource.class).value()[0];
    Method parameters = type.getDeclaredMethod(source);
    parameters.setAccessible(true);
    List<String> all = ((List<?>) parameters.invoke(null)).stream().map(Object::toString).toList();
    int index = all.indexOf(parameter);
    if (index < 0) {
      throw new NoSuchMethodException(parameter + " is not among " + all);
    }
    return index;
  }
}
