package io.dripwatch.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

/** The borders of the house: what each package may know. */
@AnalyzeClasses(packages = "io.dripwatch", importOptions = DoNotIncludeTests.class)
final class BordersTest {
    private static final String[] JAVA = {"java..", "org.jspecify.annotations"};

    @ArchTest
    static final ArchRule VITALS_KNOW_NOTHING = only("..vitals..", "io.dripwatch.vitals..");

    @ArchTest
    static final ArchRule WAYS_OUT_KNOW_NOTHING_OF_THE_HOUSE = only("io.dripwatch.outbound", "io.dripwatch.outbound");

    @ArchTest
    static final ArchRule SESSIONS_KNOW_VITALS =
            only("..dripwatch.session..", "io.dripwatch.session..", "io.dripwatch.vitals..");

    @ArchTest
    static final ArchRule ALARMS_KNOW_SESSIONS =
            only("..dripwatch.alarm..", "io.dripwatch.alarm..", "io.dripwatch.session..", "io.dripwatch.vitals..");

    @ArchTest
    static final ArchRule FLOW_KNOWS_THE_CORE = only(
            "..dripwatch.flow..",
            "io.dripwatch.flow..",
            "io.dripwatch.alarm..",
            "io.dripwatch.session..",
            "io.dripwatch.vitals..");

    @ArchTest
    static final ArchRule REVIEW_KNOWS_THE_CORE_AND_WHAT_IS_KEPT = only(
            "..dripwatch.review..",
            "io.dripwatch.review..",
            "io.dripwatch.flow..",
            "io.dripwatch.alarm..",
            "io.dripwatch.session..",
            "io.dripwatch.vitals..",
            "io.dripwatch.trend",
            "io.dripwatch.record");

    @ArchTest
    static final ArchRule THE_REPORT_KNOWS_THE_CORE_AND_WHAT_WAS_MEASURED = only(
            "io.dripwatch.report",
            "io.dripwatch.report",
            "io.dripwatch.flow..",
            "io.dripwatch.alarm..",
            "io.dripwatch.session..",
            "io.dripwatch.vitals..",
            "io.dripwatch.wording",
            "io.dripwatch.record",
            "io.dripwatch.trend");

    @ArchTest
    static final ArchRule WORDING_KNOWS_VITALS =
            only("io.dripwatch.wording", "io.dripwatch.wording", "io.dripwatch.vitals..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule DEVICES_KNOW_VITALS = noClasses()
            .that()
            .resideInAPackage("io.dripwatch.device..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.dripwatch.session..",
                    "io.dripwatch.alarm..",
                    "io.dripwatch.flow..",
                    "io.dripwatch.store..",
                    "io.dripwatch.trend..",
                    "io.dripwatch.record..",
                    "io.dripwatch.dashboard..",
                    "io.dripwatch.fhir..",
                    "io.dripwatch.health..",
                    "io.dripwatch.app..");

    @ArchTest
    static final ArchRule PUSH_KNOWS_THE_CORE = classes()
            .that()
            .resideInAnyPackage("io.dripwatch.push", "io.dripwatch.push.hl7")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net..",
                    "org.jspecify.annotations",
                    "org.slf4j..",
                    "io.dripwatch.push..",
                    "io.dripwatch.outbound",
                    "io.dripwatch.alarm..",
                    "io.dripwatch.session..",
                    "io.dripwatch.vitals..",
                    "io.dripwatch.access",
                    "io.dripwatch.access.tls",
                    "io.dripwatch.device");

    @ArchTest
    static final ArchRule THE_PAGER_KNOWS_THE_CORE_AND_WHO_IS_THERE = classes()
            .that()
            .resideInAPackage("io.dripwatch.pager")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations",
                    "org.slf4j..",
                    "io.vertx..",
                    "io.dripwatch.pager",
                    "io.dripwatch.alarm..",
                    "io.dripwatch.flow..",
                    "io.dripwatch.vitals..",
                    "io.dripwatch.access",
                    "io.dripwatch.access.file",
                    "io.dripwatch.access.web",
                    "io.dripwatch.wording",
                    "io.dripwatch.store");

    @ArchTest
    static final ArchRule OUTLETS_KNOW_NOT_EACH_OTHER =
            slices().matching("io.dripwatch.(fhir|dashboard|device)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CIRCLE =
            slices().matching("io.dripwatch.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_OF_ACCESS_FORM_NO_CIRCLE =
            slices().matching("io.dripwatch.access.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHO_MAY_DO_WHAT_KNOWS_NOT_WHO_COMES =
            only("io.dripwatch.access", "io.dripwatch.access", "io.dripwatch.vitals");

    @ArchTest
    static final ArchRule ONLY_APP_KNOWS_THE_SIMULATOR = noClasses()
            .that()
            .resideInAPackage("io.dripwatch..")
            .and()
            .resideOutsideOfPackages("io.dripwatch.app..", "io.dripwatch.sim..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.dripwatch.sim..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_APP = noClasses()
            .that()
            .resideInAPackage("io.dripwatch..")
            .and()
            .resideOutsideOfPackage("io.dripwatch.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.dripwatch.app..");

    @ArchTest
    static final ArchRule THE_SERVER_KNOWS_NO_COMMAND = noClasses()
            .that()
            .resideInAnyPackage("io.dripwatch.app", "io.dripwatch.app.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.dripwatch.app.command");

    @ArchTest
    static final ArchRule SETTINGS_KNOW_NO_SERVER = noClasses()
            .that()
            .resideInAPackage("io.dripwatch.app.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.dripwatch.app");

    @ArchTest
    static final ArchRule NETTY_STAYS_WITH_DEVICES = confined("io.netty..", "io.dripwatch.device..");

    @ArchTest
    static final ArchRule OAUTH_STAYS_WITH_THE_PROVIDER = confined("io.vertx.ext.auth..", "io.dripwatch.access.oidc..");

    @ArchTest
    static final ArchRule UCUM_STAYS_WITH_UNITS = confined("org.fhir.ucum..", "io.dripwatch.device.ucum..");

    @ArchTest
    static final ArchRule JSON_PATHS_STAY_WITH_TEMPLATES = confined("com.jayway..", "io.dripwatch.device.json..");

    @ArchTest
    static final ArchRule SIGNATURES_STAY_WITH_SMART = confined("com.nimbusds..", "io.dripwatch.access.smart..");

    @ArchTest
    static final ArchRule PDF_STAYS_WITH_THE_REPORT = confined("org.apache.pdfbox..", "io.dripwatch.report.pdf..");

    @ArchTest
    static final ArchRule INFLUX_STAYS_WITH_ITS_STORE = noClasses()
            .that()
            .resideOutsideOfPackage("io.dripwatch.trend.influx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.influxdb..", "okhttp3..", "retrofit2..", "okio..", "io.reactivex..");

    @ArchTest
    static final ArchRule THE_INFLUX_STORE_KNOWS_THE_PORTS = classes()
            .that()
            .resideInAPackage("io.dripwatch.trend.influx..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net..",
                    "org.jspecify.annotations",
                    "org.slf4j..",
                    "io.dripwatch.outbound",
                    "com.influxdb..",
                    "okhttp3..",
                    "retrofit2..",
                    "io.dripwatch.trend",
                    "io.dripwatch.trend.influx..",
                    "io.dripwatch.vitals..");

    @ArchTest
    static final ArchRule HAPI_STAYS_WITH_FHIR = noClasses()
            .that()
            .resideOutsideOfPackage("io.dripwatch.fhir..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ca.uhn..", "org.hl7..");

    @ArchTest
    static final ArchRule SQL_STAYS_WITH_THE_STORES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.dripwatch.store..",
                    "io.dripwatch.record..",
                    "io.dripwatch.trend.embedded..",
                    "io.dripwatch.backup..",
                    "io.dripwatch.push.embedded..",
                    "io.dripwatch.app..",
                    "io.dripwatch.dashboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule ONLY_APP_ASKS_THE_WALL_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackages("io.dripwatch.app..", "io.dripwatch.sim..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule CLASSES_OF_THE_CORE_ARE_FINAL = classes()
            .that()
            .resideInAnyPackage(
                    "io.dripwatch.vitals..",
                    "io.dripwatch.session..",
                    "io.dripwatch.alarm..",
                    "io.dripwatch.flow..",
                    "io.dripwatch.review..")
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(JavaModifier.FINAL);

    private static ArchRule only(String who, String... whom) {
        String[] allowed =
                Stream.concat(Arrays.stream(JAVA), Arrays.stream(whom)).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(who)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    private static ArchRule confined(String what, String to) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(to)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(what);
    }
}
