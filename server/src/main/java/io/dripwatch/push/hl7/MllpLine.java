package io.dripwatch.push.hl7;

import io.dripwatch.access.tls.CertificateRefused;
import io.dripwatch.push.Destination.Away;
import io.dripwatch.push.Endpoint;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a receiver, made when it is needed: a message goes out, its answer comes in, and only then the next
 * goes out. A connection on which an answer is missing is not used again, so that a late answer is never taken for
 * another's. One thread, but for {@link #close()}.
 */
final class MllpLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MllpLine.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int BEGIN = 0x0B;
    private static final int END = 0x1C;

    private final Endpoint endpoint;
    private final Duration patience;
    private final InstantSource clock;
    private volatile @Nullable Open open;
    private volatile boolean closed;

    private record Open(Socket socket, InputStream in) {}

    /** @param patience how long an answer may take */
    MllpLine(Endpoint endpoint, Duration patience, InstantSource clock) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Sends a message and waits for its answer.
     *
     * @throws Away where there is no connection or no answer
     */
    Answer exchange(Outgoing message, Sender.Asking asking) throws Away {
        Open used = open;
        if (used != null) {
            try {
                return exchange(used, message, asking);
            } catch (SocketTimeoutException e) {
                throw lost("no answer for " + patience.toSeconds() + " s", e);
            } catch (IOException e) {
                drop();
            }
        }
        try {
            return exchange(connect(), message, asking);
        } catch (SocketTimeoutException e) {
            throw lost("no answer for " + patience.toSeconds() + " s", e);
        } catch (IOException | CertificateRefused e) {
            throw lost(String.valueOf(e.getMessage()), e);
        }
    }

    private Away lost(String why, Exception cause) {
        drop();
        return new Away(why, cause);
    }

    private Open connect() throws IOException, Away {
        InetSocketAddress there = new InetSocketAddress(endpoint.address(), endpoint.port());
        Socket socket = new Socket();
        try {
            socket.connect(there, CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            Socket spoken = endpoint.tls() == null ? socket : secured(socket);
            Open opened = new Open(spoken, new BufferedInputStream(spoken.getInputStream()));
            open = opened;
            if (closed) {
                throw new EOFException("this server stops");
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket socket) throws IOException {
        if (endpoint.tls() == null) {
            return socket;
        }
        SSLSocket secured = (SSLSocket) endpoint.tls()
                .context()
                .getSocketFactory()
                .createSocket(socket, endpoint.host(), endpoint.port(), true);
        SSLParameters terms = secured.getSSLParameters();
        terms.setEndpointIdentificationAlgorithm("HTTPS");
        terms.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        secured.setSSLParameters(terms);
        secured.setSoTimeout((int) patience.toMillis());
        secured.startHandshake();
        return secured;
    }

    private Answer exchange(Open line, Outgoing message, Sender.Asking asking) throws IOException {
        line.socket.getOutputStream().write(message.frame());
        line.socket.getOutputStream().flush();
        Instant until = clock.instant().plus(patience);
        while (true) {
            Answer answer = Answer.of(frame(line, until));
            if (answer != null
                    && answer.isOf(asking)
                    && (answer.id().isEmpty() || answer.id().equals(message.id()))) {
                return answer;
            }
        }
    }

    private String frame(Open line, Instant until) throws IOException {
        int next = read(line, until);
        while (next != BEGIN) {
            next = read(line, until);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (next = read(line, until); next != END; next = read(line, until)) {
            if (text.size() == LARGEST_ANSWER) {
                throw new IOException("expected an answer of at most " + LARGEST_ANSWER + " bytes, got more");
            }
            text.write(next);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private int read(Open line, Instant until) throws IOException {
        if (line.in.available() == 0) {
            long left = Duration.between(clock.instant(), until).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException("no answer");
            }
            line.socket.setSoTimeout((int) left);
        }
        int next = line.in.read();
        if (next < 0) {
            throw new EOFException("the receiver closed the connection");
        }
        return next;
    }

    private void drop() {
        Open dropped = open;
        open = null;
        if (dropped != null) {
            try {
                dropped.socket.close();
            } catch (IOException e) {
                LOG.debug("A connection that was given up did not close; host={}", endpoint.host(), e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }
}
