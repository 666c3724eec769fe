package io.rpcparallel.demo.census;

/**
 * The same under Surefire, which starts its JVM in a way of its own.
 */
class SpawnUnderSurefireTests extends SpawnInTestIntegrationTests {

}
