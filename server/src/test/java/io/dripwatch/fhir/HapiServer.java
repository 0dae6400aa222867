package io.dripwatch.fhir;

import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.RequiredParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.param.NumberParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import io.dripwatch.fhir.observation.Oracle;
import io.dripwatch.trend.History;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;

/**
 * HAPI's RestfulServer over the same store: what a server would be that is put together from it. It is spared what it
 * need not do: each Observation shares all that is the same with the others, flushes after every number do not reach
 * the socket, and the next page is asked for by a time that the client knows.
 */
final class HapiServer implements AutoCloseable {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty, 1, 1);

    /** Where the Observations of one series are read from. */
    record Row(History history, long series, Observation first, String idPrefix) {

        List<Observation> before(long endMs, int most) {
            List<Observation> found = new ArrayList<>(most);
            history.points(
                    series,
                    0,
                    endMs,
                    true,
                    most,
                    (at, value, standing, received) -> found.add(observation(at, value, received)));
            return found;
        }

        private static String text(long ms) {
            return MILLISECONDS.format(Instant.ofEpochMilli(ms));
        }

        Observation observation(long atMs, double value, long receivedMs) {
            Observation observation = new Observation();
            observation.setId(idPrefix + atMs);
            observation
                    .getMeta()
                    .setLastUpdatedElement(new InstantType(text(receivedMs)))
                    .setProfile(first.getMeta().getProfile());
            observation
                    .setStatus(first.getStatus())
                    .setCategory(first.getCategory())
                    .setCode(first.getCode())
                    .setSubject(first.getSubject())
                    .setEffective(new DateTimeType(text(atMs)))
                    .setDevice(first.getDevice());
            Quantity unit = first.getValueQuantity();
            observation.setValue(new Quantity()
                    .setValue(value)
                    .setUnit(unit.getUnit())
                    .setSystem(unit.getSystem())
                    .setCode(unit.getCode()));
            return observation;
        }
    }

    /** Searches by patient. */
    static final class Observations implements IResourceProvider {
        private final Row row;

        Observations(Row row) {
            this.row = row;
        }

        @Override
        public Class<Observation> getResourceType() {
            return Observation.class;
        }

        @Search
        public List<Observation> search(
                @RequiredParam(name = "patient") ReferenceParam patient,
                @OptionalParam(name = "before") NumberParam before,
                @OptionalParam(name = "most") NumberParam most) {
            return row.before(before.getValue().longValue(), most.getValue().intValue());
        }
    }

    /** Lines of JSON, compressed: HAPI's server has no bulk export of its own without a database of its own. */
    private static final class Export extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private static final int SLICE = 2048;

        @SuppressWarnings("serial") // Nobody writes this servlet anywhere.
        private final Row row;

        Export(Row row) {
            this.row = row;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            IParser parser = Oracle.CONTEXT.newJsonParser();
            try (Writer out = new OutputStreamWriter(
                    new GZIPOutputStream(response.getOutputStream(), 1 << 16), StandardCharsets.UTF_8)) {
                long end = Long.parseLong(request.getParameter("before"));
                List<Observation> slice = row.before(end, SLICE);
                while (!slice.isEmpty()) {
                    for (Observation observation : slice) {
                        out.write(parser.encodeResourceToString(observation));
                        out.write('\n');
                    }
                    String last = slice.get(slice.size() - 1).getIdElement().getIdPart();
                    end = Long.parseLong(last.substring(last.lastIndexOf('.') + 1));
                    slice = row.before(end, SLICE);
                }
            }
        }
    }

    /** Keeps flushes from the socket until the answer is whole. */
    private static final class Unflushed implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response) {
                @Override
                public PrintWriter getWriter() throws IOException {
                    return new PrintWriter(new FilterWriter(super.getWriter()) {
                        @Override
                        public void flush() {
                            // The container flushes when the answer is closed.
                        }
                    });
                }

                @Override
                public void flushBuffer() {
                    // The same.
                }
            });
        }
    }

    HapiServer(Row row) {
        RestfulServer hapi = new RestfulServer(Oracle.CONTEXT);
        hapi.setResourceProviders(List.of(new Observations(row)));
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new Export(row)), "/export");
        context.addServlet(new ServletHolder(hapi), "/fhir/*");
        context.addFilter(new FilterHolder(new Unflushed()), "/fhir/*", EnumSet.of(DispatcherType.REQUEST));
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(context);
        try {
            jetty.start();
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    String address() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        jetty.stop();
    }
}
