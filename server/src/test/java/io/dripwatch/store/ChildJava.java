package io.dripwatch.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own with the Java and the classes of these tests. */
public final class ChildJava {
    private ChildJava() {}

    /** The words that start a class; options of Java come before it. */
    public static List<String> command(List<String> options, String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main);
        return command;
    }
}
