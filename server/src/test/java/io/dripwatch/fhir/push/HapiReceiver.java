package io.dripwatch.fhir.push;

import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import io.dripwatch.fhir.observation.Oracle;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's RestfulServer with the transactions that a chart is pushed by: conditional create and update, references within
 * the transaction; all of one, or nothing. It keeps what it gets under ids of its own.
 */
public final class HapiReceiver implements AutoCloseable {
    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty, 1, 1);
    private final Shelves shelves;
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

    /** What happens to a request beside that it is worked on. */
    public enum Mood {
        WELL,
        /** 503, and nothing was done. */
        OVERLOADED,
        /** Everything was done, and the answer is lost. */
        FORGETFUL,
        /** Somebody between answers 200 and a page. */
        SHADOWED
    }

    /** What a receiver keeps; outlives the receiver. */
    public static final class Shelves {
        private final Map<String, Resource> byIdentifier = new LinkedHashMap<>();
        private final Map<String, String> ids = new HashMap<>();
        private int replaced;

        /** Everything of a type: what stands behind the bar of its identifier, and the resource. */
        public synchronized Map<String, Resource> all(String type) {
            Map<String, Resource> found = new LinkedHashMap<>();
            byIdentifier.forEach((identifier, resource) -> {
                if (identifier.startsWith(type + " ")) {
                    found.put(identifier.substring(identifier.lastIndexOf('|') + 1), resource);
                }
            });
            return found;
        }

        /** How often something that was there was replaced. */
        public synchronized int replaced() {
            return replaced;
        }
    }

    /** One transaction at a time. */
    public static final class Transactions {
        private final Shelves shelves;
        private final Predicate<Resource> unwanted;

        Transactions(Shelves shelves, Predicate<Resource> unwanted) {
            this.shelves = shelves;
            this.unwanted = unwanted;
        }

        @Transaction
        public Bundle transaction(@TransactionParam Bundle asked) {
            synchronized (shelves) {
                return carryOut(asked);
            }
        }

        private Bundle carryOut(Bundle asked) {
            Map<String, String> places = new HashMap<>();
            for (BundleEntryComponent entry : asked.getEntry()) {
                if (unwanted.test(entry.getResource())) {
                    throw new UnprocessableEntityException("not this one of Sam");
                }
                places.put(entry.getFullUrl(), idOf(entry));
            }
            Bundle answer = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
            for (BundleEntryComponent entry : asked.getEntry()) {
                resolve(entry.getResource(), places);
                answer.addEntry().getResponse().setStatus(carryOut(entry));
            }
            return answer;
        }

        private String idOf(BundleEntryComponent entry) {
            String type = entry.getResource().fhirType();
            return shelves.ids.computeIfAbsent(key(entry), unused -> type + "/" + (shelves.ids.size() + 1));
        }

        private static String key(BundleEntryComponent entry) {
            String query = entry.getRequest().getMethod() == HTTPVerb.POST
                    ? entry.getRequest().getIfNoneExist()
                    : entry.getRequest().getUrl().replaceFirst("^[^?]*\\?", "");
            if (query == null || !query.startsWith("identifier=")) {
                throw new InvalidRequestException("expected a condition by identifier, got " + query);
            }
            String token = URLDecoder.decode(query.substring("identifier=".length()), StandardCharsets.UTF_8);
            return entry.getResource().fhirType() + " " + token;
        }

        private static void resolve(Resource resource, Map<String, String> places) {
            for (Reference reference : References.of(resource)) {
                String to = reference.getReference();
                if (to != null && to.startsWith("urn:uuid:")) {
                    String place = places.get(to);
                    if (place == null) {
                        throw new InvalidRequestException("a reference leads nowhere");
                    }
                    reference.setReference(place);
                } else if (to != null) {
                    throw new InvalidRequestException("a reference of another server: " + to);
                }
            }
        }

        private String carryOut(BundleEntryComponent entry) {
            String key = key(entry);
            boolean known = shelves.byIdentifier.containsKey(key);
            if (!known || entry.getRequest().getMethod() == HTTPVerb.PUT) {
                shelves.byIdentifier.put(key, entry.getResource());
                shelves.replaced += known ? 1 : 0;
            }
            return known ? "200 OK" : "201 Created";
        }
    }

    private final class Moody implements Filter {
        private final Supplier<Mood> moods;

        Moody(Supplier<Mood> moods) {
            this.moods = moods;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletResponse answer = (HttpServletResponse) response;
            String authorization = ((HttpServletRequest) request).getHeader("authorization");
            authorizations.add(authorization == null ? "" : authorization);
            switch (moods.get()) {
                case WELL -> chain.doFilter(request, response);
                case OVERLOADED -> answer.sendError(503);
                case FORGETFUL -> {
                    chain.doFilter(request, new HttpServletResponseWrapper(answer) {
                        @Override
                        public PrintWriter getWriter() {
                            return new PrintWriter(Writer.nullWriter());
                        }

                        @Override
                        public void setStatus(int status) {
                            super.setStatus(502);
                        }
                    });
                    answer.setStatus(502);
                }
                case SHADOWED -> answer.getWriter().write("<html>Sign in</html>");
            }
            answers.add(answer.getStatus());
        }
    }

    private HapiReceiver(int port, Shelves shelves, Supplier<Mood> moods, Predicate<Resource> unwanted)
            throws Exception {
        this.shelves = shelves;
        RestfulServer hapi = new RestfulServer(Oracle.CONTEXT);
        hapi.setProviders(new Transactions(shelves, unwanted));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(hapi), "/fhir/*");
        context.addFilter(new FilterHolder(new Moody(moods)), "/fhir/*", EnumSet.of(DispatcherType.REQUEST));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setReuseAddress(true);
        jetty.addConnector(connector);
        jetty.setHandler(context);
        jetty.start();
    }

    /** A receiver on this port, 0 for a free one, that wants everything. */
    public static HapiReceiver on(int port, Shelves shelves, Supplier<Mood> moods) throws Exception {
        return new HapiReceiver(port, shelves, moods, resource -> false);
    }

    /** The same, which does not want some things. */
    public static HapiReceiver choosy(Shelves shelves, Predicate<Resource> unwanted) throws Exception {
        return new HapiReceiver(0, shelves, () -> Mood.WELL, unwanted);
    }

    public int port() {
        return connector.getLocalPort();
    }

    public Shelves shelves() {
        return shelves;
    }

    /** The statuses of all answers, one after the other. */
    public BlockingQueue<Integer> answers() {
        return answers;
    }

    /** What was shown with the last request; null where there was none. */
    public @Nullable String authorization() {
        return authorizations.isEmpty() ? null : authorizations.get(authorizations.size() - 1);
    }

    @Override
    public void close() throws Exception {
        jetty.stop();
    }
}
