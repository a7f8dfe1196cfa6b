# Thin calls of ./mvnw with a JDK 25, wherever `java` points.

.DEFAULT_GOAL := help
.PHONY: help demo test it simulate kills crashes mutants e2e checks bench build image format

with-jdk := JAVA_HOME="$$(.mvn/find-jdk)" && export JAVA_HOME &&
# Warnings, errors and what the test runner reports; no line per plugin.
quiet := -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info

help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## run a small mesh on a simulated cloud and watch what happens
	@$(with-jdk) "$$JAVA_HOME/bin/java" -jar operator/target/vpcmesh.jar demo

test: ## build, run all tests and every check that can fail the build
	@$(with-jdk) ./mvnw $(quiet) verify

it: ## run the tests against an independent AWS server alone
	@$(with-jdk) ./mvnw $(quiet) -Dspotless.check.skip -pl operator -am test -Dgroups=it

simulate: ## run SEEDS=1000 random plans of what can go wrong, or one again: SEED= KEEP=
	@$(with-jdk) ./mvnw -q -Dspotless.check.skip -Dorg.slf4j.simpleLogger.log.org.codehaus.mojo.exec=off -pl operator -am test-compile exec:exec@simulate -Dsimulate="'-Dseeds=$(or $(SEEDS),1000)' '-Dfrom=$(or $(FROM),1)' '-Dseed=$(SEED)' '-Dkeep=$(KEEP)' '-Dplan=$(PLAN)' '-Dtrace=$(TRACE)'"

kills: ## kill the daemon twenty times at random moments, twice, and compare the ends
	@$(with-jdk) ./mvnw $(quiet) -Dspotless.check.skip -pl operator -am test -Dtest=KillTest -Dtests.left.out=none -Dsurefire.failIfNoSpecifiedTests=false

crashes: ## let the engine die twice in each story, wherever it may, and compare the ends
	@$(with-jdk) ./mvnw $(quiet) -Dspotless.check.skip -pl operator -am test -Dtest=PairSweepTest -Dtests.left.out=none -Dsurefire.failIfNoSpecifiedTests=false

mutants: ## plant old bugs of others in the program, one by one, and see each caught, or some: ONLY=
	@$(with-jdk) ./mvnw -q -Dspotless.check.skip -Dorg.slf4j.simpleLogger.log.org.codehaus.mojo.exec=off -pl operator -am test-compile exec:exec@mutants -Dmutants="$(or $(ONLY),all)"

e2e: ## run the jar's tests against a real Kubernetes API server and an AWS server
	@e2e/tools/build > /dev/null
	@e2e/statuses/build > /dev/null
	@$(with-jdk) ./mvnw $(quiet) -Dspotless.check.skip -pl e2e -am package -Dtest='io.vpcmesh.e2e.**' -Dtests.left.out=none -Dsurefire.failIfNoSpecifiedTests=false

checks: ## plant one fault per check in a copy and see that the check stops it
	@.ci/checks

bench: ## measure calls, time, allocation and heap, beside a real API server
	@e2e/tools/build > /dev/null
	@$(with-jdk) ./mvnw -q -Dspotless.check.skip -DskipTests -Dorg.slf4j.simpleLogger.log.org.codehaus.mojo.exec=off -pl e2e -am package exec:exec@bench

build: ## make the runnable jar operator/target/vpcmesh.jar
	@$(with-jdk) ./mvnw -q -DskipTests package

image: ## build the image for two architectures and push it to IMAGE
	@deploy/image

format: ## put Java and POM files into the project's format
	@$(with-jdk) ./mvnw -q spotless:apply
