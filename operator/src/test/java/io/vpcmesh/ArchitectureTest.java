package io.vpcmesh;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import io.vpcmesh.model.GuardSeam;
import org.junit.jupiter.api.Test;

/** The package map, and rules of the project that no compiler knows. */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages(PackageMap.ROOT);

  private static final DescribedPredicate<JavaClass> PURE =
      describe("in a pure package", PackageMap::isPure);

  private static final DescribedPredicate<JavaClass> OFF_THE_MAP =
      describe("outside the packages that PackageMap names", type -> !PackageMap.isOnTheMap(type));

  private static final DescribedPredicate<JavaClass> GUARD = simpleNameEndingWith("Guard");

  @Test
  void everyPackageIsOnTheMap() {
    check(noClasses().should(be(OFF_THE_MAP)));
  }

  @Test
  void packagesUseOnlyWhatTheMapAllows() {
    check(classes().should(UseOnly.ours()));
  }

  @Test
  void librariesStayWhereTheyBelong() {
    check(classes().should(UseOnly.libraries()));
  }

  @Test
  void decidingIsPure() {
    check(classes().that(PURE).should(UseOnly.valuesOfTheJdk()));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching(PackageMap.ROOT + ".(**)").should().beFreeOfCycles());
  }

  @Test
  void timeChanceAndEnvironmentAreArguments() {
    check(
        noClasses()
            .that(describe("are no edge of the program", type -> !PackageMap.isEdge(type)))
            .should()
            .accessTargetWhere(describe("it reads the world", Surroundings::isReadBy)));
  }

  @Test
  void coreNeverSeesCustomResources() {
    check(
        noClasses()
            .that(describe("are no driver", type -> !PackageMap.mayUseFabric8(type)))
            .should()
            .dependOnClassesThat()
            .areAssignableTo("io.fabric8.kubernetes.client.CustomResource"));
  }

  @Test
  void namesSayWhatAThingIs() {
    check(
        noClasses()
            .should()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveNameMatching(".*(Utils?|Helpers?|Managers?|Impl)"));
  }

  @Test
  void guardsLiveBesideTheAppliersOrInTheModel() {
    check(
        classes()
            .that()
            .implement(GUARD)
            .or(GUARD)
            .should()
            .resideInAPackage(PackageMap.ROOT + ".*.apply")
            .orShould()
            .resideInAPackage(PackageMap.ROOT + ".model"));
  }

  @Test
  void onlyAFactoryPassesGuards() {
    check(
        constructors()
            .that()
            .haveRawParameterTypes(anyElementThat(GUARD))
            .should()
            .bePackagePrivate()
            .orShould()
            .bePrivate());
  }

  @Test
  void onlyTestsOpenGuards() {
    check(
        noClasses()
            .should()
            .accessTargetWhere(
                describe("it passes a guard from outside", ArchitectureTest::passesAGuard)));
  }

  @Test
  void whatTakesAGuardIsASeam() {
    check(
        constructors()
            .that()
            .haveRawParameterTypes(anyElementThat(GUARD))
            .should()
            .beAnnotatedWith(GuardSeam.class));
  }

  @Test
  void seamsAreClosedToOtherPackages() {
    check(constructors().that().areAnnotatedWith(GuardSeam.class).should().bePackagePrivate());
  }

  private static boolean passesAGuard(JavaAccess<?> access) {
    return access.getTarget().isAnnotatedWith(GuardSeam.class)
        && !access.getOriginOwner().equals(access.getTargetOwner());
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }
}
