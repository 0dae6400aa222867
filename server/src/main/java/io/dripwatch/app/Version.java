package io.dripwatch.app;

/** What this build is called. */
public final class Version {
    private Version() {}

    /** The version in the jar's manifest; "development" where the classes do not come from a jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
