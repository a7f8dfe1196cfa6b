package io.vpcmesh;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Every dependency of a class on the types in question must be allowed. */
final class UseOnly extends ArchCondition<JavaClass> {

  private final Predicate<JavaClass> inQuestion;
  private final BiPredicate<JavaClass, JavaClass> allowed;

  private UseOnly(
      String description,
      Predicate<JavaClass> inQuestion,
      BiPredicate<JavaClass, JavaClass> allowed) {
    super("use only " + description);
    this.inQuestion = inQuestion;
    this.allowed = allowed;
  }

  static UseOnly ours() {
    return new UseOnly(
        "the packages of PackageMap.OURS", PackageMap::isOurs, PackageMap::mayUseOurs);
  }

  static UseOnly libraries() {
    return new UseOnly(
        "the libraries of PackageMap.LIBRARIES", PackageMap::isLibrary, PackageMap::mayUseLibrary);
  }

  static UseOnly valuesOfTheJdk() {
    return new UseOnly(
        "values of the JDK", PackageMap::isJdk, (user, used) -> PackageMap.isValue(used));
  }

  @Override
  public void check(JavaClass user, ConditionEvents events) {
    user.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> inQuestion.test(used(dependency)))
        .filter(dependency -> !allowed.test(user, used(dependency)))
        .forEach(dependency ->
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
  }

  private static JavaClass used(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }
}
