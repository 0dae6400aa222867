package io.dripwatch.fhir.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Problem.Issue;
import io.dripwatch.store.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports, one at a time, each in a folder of its own: {@code order.json}, a compressed file for each type, and {@code
 * manifest.json} when all is there. An export that was cut off by the end of the server is made anew at the next start;
 * files are kept for a day.
 */
public final class Exports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String ORDER = "order.json";
    private static final String MANIFEST = "manifest.json";
    private static final String ENDING = ".ndjson.gz";

    private final Path folder;
    private final Source source;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(runnable -> {
        Thread thread = new Thread(runnable, "dripwatch-export");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /**
     * Exports in a folder, which is made where it is missing.
     *
     * @param folder of their own
     */
    public Exports(Path folder, Source source, InstantSource clock) {
        this.folder = folder;
        this.source = source;
        this.clock = clock;
    }

    /** Goes on with what was cut off, and removes what is older than a day. */
    public void resume() {
        worker.execute(() -> {
            for (Path export : folders()) {
                try {
                    if (expiry(export).isBefore(clock.instant())) {
                        remove(export);
                    } else if (!Files.exists(export.resolve(MANIFEST))) {
                        make(String.valueOf(export.getFileName()), read(export));
                    }
                } catch (IOException | UncheckedIOException e) {
                    LOG.error("An export cannot be gone on with; id={}", export.getFileName(), e);
                }
            }
        });
    }

    /**
     * Begins an export.
     *
     * @return its id
     * @throws Problem with 429 while another one is made
     */
    public String begin(Order order) throws IOException {
        if (!running.isEmpty()) {
            throw new Problem(429, Issue.THROTTLED, "Another export is being made; ask again when it is finished");
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Path export = OwnerOnly.folder(folder.resolve(id));
        OwnerOnly.write(export.resolve(ORDER), JSON.writeValueAsString(order));
        running.add(id);
        worker.execute(() -> make(id, order));
        return id;
    }

    /**
     * The manifest of an export; null while it is made.
     *
     * @param by who asks
     * @throws Problem where there is no such export, or where it has failed
     */
    public byte @Nullable [] manifest(String id, String by) throws IOException {
        Path export = existing(id, by);
        if (failed.contains(id)) {
            throw new Problem(500, Issue.EXCEPTION, "The export failed; the log of the server says more");
        }
        Path manifest = export.resolve(MANIFEST);
        return Files.exists(manifest) ? Files.readAllBytes(manifest) : null;
    }

    /** When the files of an export go. */
    public Instant expires(String id, String by) throws IOException {
        return expiry(existing(id, by));
    }

    /**
     * A file of an export, compressed.
     *
     * @throws Problem where there is none
     */
    public Path file(String id, String by, String type) throws IOException {
        Path export = existing(id, by);
        Path file = export.resolve(type + ENDING);
        if (!type.matches("[A-Za-z]{1,64}") || !Files.exists(file) || !Files.exists(export.resolve(MANIFEST))) {
            throw Problem.notFound("There is no such file of an export");
        }
        return file;
    }

    /** Ends an export and removes its files. */
    public void cancel(String id, String by) throws IOException {
        Path export = existing(id, by);
        running.remove(id);
        remove(export);
    }

    /** That of somebody else is there for nobody. */
    private Path existing(String id, String by) throws IOException {
        Path export = folder.resolve(id);
        boolean its = ID.matcher(id).matches()
                && Files.exists(export.resolve(ORDER))
                && by.equals(read(export).by());
        if (!its) {
            throw Problem.notFound("There is no such export; its files may have been removed");
        }
        return export;
    }

    private void make(String id, Order order) {
        Path export = folder.resolve(id);
        try {
            ObjectNode manifest = JSON.createObjectNode()
                    .put("transactionTime", order.at().toString())
                    .put("request", order.request())
                    .put("requiresAccessToken", true);
            ArrayNode output = manifest.putArray("output");
            for (String type : order.inOrder()) {
                long count = write(id, type, order);
                if (count > 0) {
                    output.addObject()
                            .put("type", type)
                            .put("url", order.base() + "/$export-file/" + id + "/" + type + ".ndjson")
                            .put("count", count);
                }
            }
            manifest.putArray("deleted");
            manifest.putArray("error");
            Path ready = export.resolve(MANIFEST + ".new");
            OwnerOnly.write(ready, JSON.writeValueAsString(manifest));
            Files.move(ready, export.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
        } catch (Cancelled e) {
            LOG.info("An export was cancelled; id={}", id);
        } catch (IOException | RuntimeException e) {
            if (worker.isShutdown()) {
                LOG.info("An export was cut off and is made anew at the next start; id={}", id);
                return;
            }
            failed.add(id);
            LOG.error("An export failed; id={}", id, e);
        } finally {
            running.remove(id);
        }
    }

    private long write(String id, String type, Order order) throws IOException {
        long[] count = {0};
        Path file = folder.resolve(id).resolve(type + ENDING);
        try (OutputStream out = new Swift(OwnerOnly.output(file))) {
            source.all(type, order, (lines, more) -> {
                if (!Files.exists(file)) {
                    throw new Cancelled();
                }
                out.write(lines.getBytes());
                count[0] += more;
            });
        }
        return count[0];
    }

    private List<Path> folders() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> exports = Files.list(folder)) {
            return exports.filter(export ->
                            ID.matcher(String.valueOf(export.getFileName())).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Order read(Path export) throws IOException {
        return JSON.readValue(export.resolve(ORDER).toFile(), Order.class);
    }

    private static Instant expiry(Path export) throws IOException {
        return Files.getLastModifiedTime(export.resolve(ORDER)).toInstant().plus(KEPT);
    }

    private static void remove(Path export) throws IOException {
        try (Stream<Path> files = Files.walk(export)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    /** Lines that are so much alike become hardly smaller by the usual level, which takes four times as long. */
    private static final class Swift extends GZIPOutputStream {
        Swift(OutputStream file) throws IOException {
            super(file, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Somebody no longer wants what is being made. */
    private static final class Cancelled extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
