package io.dripwatch.dashboard;

import io.dripwatch.wording.Language;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the dashboard, out of the program itself and then out of memory: a screen can be opened while the disk
 * is full, hangs or is gone. A browser asks each time and is told if nothing has changed.
 */
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");
    private static final String FIRST = "index.html";

    /** One file. */
    private record Page(Buffer bytes, String type, String tag) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Language language;

    /** Screens at which nobody chose a language speak this one; on an English server that of the browser. */
    Pages(Language language) {
        this.language = language;
    }

    /** Answers with the file of the path, or lets others answer. */
    void show(RoutingContext http) {
        String name = http.normalizedPath().substring(1);
        show(http, name.isEmpty() ? FIRST : name);
    }

    /** Answers with the page that finds out by itself which view its address asks for. */
    void showFirst(RoutingContext http) {
        show(http, FIRST);
    }

    private void show(RoutingContext http, String name) {
        Page page = pages.get(name);
        page = page == null ? read(name) : page;
        if (page == null) {
            http.next();
            return;
        }
        http.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, page.type)
                .putHeader(HttpHeaders.ETAG, page.tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (page.tag.equals(http.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            http.response().setStatusCode(304).end();
        } else {
            http.response().end(page.bytes);
        }
    }

    private @Nullable Page read(String name) {
        if (!NAME.matcher(name).matches()) {
            return null;
        }
        try (InputStream file = Pages.class.getResourceAsStream("/web/" + name)) {
            if (file == null) {
                return null;
            }
            byte[] bytes = name.equals(FIRST) ? first(file.readAllBytes()) : file.readAllBytes();
            Page page = new Page(Buffer.buffer(bytes), type(name), tag(bytes));
            pages.put(name, page);
            return page;
        } catch (IOException e) {
            LOG.error("A file of the dashboard cannot be read; name={}", name, e);
            return null;
        }
    }

    private byte[] first(byte[] page) {
        String named = language == Language.EN ? "" : language.code();
        return new String(page, StandardCharsets.UTF_8)
                .replace("data-language=\"\"", "data-language=\"" + named + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String type(String name) {
        String type =
                name.endsWith(".webmanifest") ? "application/manifest+json" : MimeMapping.mimeTypeForFilename(name);
        return type == null ? "application/octet-stream" : type.startsWith("text/") ? type + ";charset=UTF-8" : type;
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows SHA-256", e);
        }
    }
}
