package io.dripwatch.app;

import io.dripwatch.store.ChildJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real program as a process of its own: started by its command line, watched by its output, ended by a signal. */
final class ChildServer implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 60;
    private static final long LONGEST_END_SECONDS = 30;
    private static final String READY = "dripwatch ready ";

    private final Process process;
    private final Path errors;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final long begunNanos = System.nanoTime();
    private final Thread listener;
    private volatile long readyNanos;

    private ChildServer(Path errors, List<String> within, Map<String, String> properties, List<String> arguments)
            throws IOException {
        this.errors = errors;
        List<String> command = new ArrayList<>(within);
        List<String> options = new ArrayList<>();
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        command.addAll(ChildJava.command(options, "io.dripwatch.app.command.Main"));
        command.addAll(arguments);
        this.process = new ProcessBuilder(command)
                .directory(errors.resolveSibling("").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        this.listener = new Thread(this::listen, "child-output");
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts any command in the folder of {@code errors}, where its standard error goes. */
    static ChildServer run(Path errors, String... arguments) throws IOException {
        return new ChildServer(errors, List.of(), Map.of(), List.of(arguments));
    }

    /** The same with system properties. */
    static ChildServer run(Path errors, Map<String, String> properties, String... arguments) throws IOException {
        return new ChildServer(errors, List.of(), properties, List.of(arguments));
    }

    /** Starts a server on free ports and waits until it is ready. */
    static ChildServer serve(Path folder, String... more) throws IOException {
        return serve(folder.resolve("stderr"), List.of(), folder.resolve("data"), more);
    }

    /** The same with all its data on a disk of its own. */
    static ChildServer serve(Path folder, OwnDisk disk, String... more) throws IOException {
        return serve(folder.resolve("stderr"), disk.mounting(), disk.folder().resolve("data"), more);
    }

    private static ChildServer serve(Path errors, List<String> within, Path data, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("serve", "--data", data.toString(), "--http-port", "0", "--mllp-port", "0"));
        arguments.addAll(List.of(more));
        ChildServer server = new ChildServer(errors, within, Map.of(), arguments);
        try {
            server.awaitReady();
            return server;
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
    }

    private void listen() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            hear("(output broke off: " + e.getMessage() + ")");
        }
        ready.completeExceptionally(new IOException("the process ended before it was ready"));
    }

    private void hear(String line) {
        synchronized (lines) {
            lines.add(line);
        }
        if (line.startsWith(READY)) {
            readyNanos = System.nanoTime();
            ready.complete(line);
        }
    }

    /** The words of the ready line. */
    Map<String, String> awaitReady() {
        try {
            Map<String, String> words = new LinkedHashMap<>();
            String line = ready.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
            for (String word : line.substring(READY.length()).split(" ", -1)) {
                int equals = word.indexOf('=');
                words.put(word.substring(0, equals), word.substring(equals + 1));
            }
            return words;
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the server did not become ready; it said: " + errors(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** From the start of the process to its ready line. */
    Duration timeToReady() {
        return Duration.ofNanos(readyNanos - begunNanos);
    }

    long pid() {
        return process.pid();
    }

    URI http() {
        return URI.create(Objects.requireNonNull(awaitReady().get("http")));
    }

    /** Where {@link #http} is found. */
    InetSocketAddress web() {
        return new InetSocketAddress(http().getHost(), http().getPort());
    }

    InetSocketAddress mllp() {
        return address("mllp");
    }

    /** Of a server that was told to listen for MQTT. */
    InetSocketAddress mqtt() {
        return address("mqtt");
    }

    private InetSocketAddress address(String listener) {
        String address = Objects.requireNonNull(awaitReady().get(listener));
        int colon = address.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Whether it has ended by itself within that time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** SIGKILL: nothing of the program runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, and the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end; it said: " + errors());
        }
        listener.join();
        return process.exitValue();
    }

    List<String> output() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    String errors() {
        try {
            return Files.exists(errors) ? Files.readString(errors) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                process.waitFor();
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        NobodyNamed.heard("what another process wrote to its standard error", errors());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
