package org.lgsc.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lgsc.core.LgscException;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.eval.internal.html.HtmlPage;

/**
 * Serves the demo's page and checks the pictures that the page sends, on the loopback interface
 * only.
 *
 * <p>The server answers with a few fixed files from the class path and the model's card. A picture
 * is bytes in a request, and no request can name anything in the file system. Requests must name
 * this host, which keeps other sites from reaching the server through a browser; size and rate are
 * limited.
 *
 * <p>Many threads read requests and two check pictures: a slow sender occupies one of many threads,
 * and only for a short time. Requests beyond the limits are read to their end and answered with 429
 * or 503; closing a connection with unread bytes would reset it.
 */
public final class DemoServer implements AutoCloseable {
    /** Largest picture in bytes: 8 MiB. */
    public static final int MOST_BYTES = 8 << 20;

    private static final int MOST_PIXELS = 25_000_000;
    private static final int BURST = 20;
    private static final double PER_SECOND = 5;
    private static final int THREADS = 2;
    private static final int WAITING = 16;
    private static final int READERS = 128;

    /** Most pictures in memory while they arrive. */
    private static final int ARRIVING = 16;

    /** Connections that the system queues until they are accepted. */
    private static final int BACKLOG = 1024;

    /** Seconds for a request to arrive, and for an answer to be received. */
    private static final int SECONDS_TO_ARRIVE = 10;

    /** Seconds from a picture's arrival to its answer. */
    private static final int SECONDS_TO_ANSWER = 20;

    /** Most bytes that are read of a refused request. */
    private static final long MOST_DRAINED = 64L << 20;

    private static final int JPEG_QUALITY = 88;

    private static final String BUSY = "The server is busy: try again in a moment.";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src"
                    + " 'self'; media-src blob:; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** Style sheet shared with the reports. */
    private static final String STYLE = "/report.css";

    private record Page(String resource, String type) {}

    private static final Map<String, Page> PAGES =
            Map.of(
                    "/",
                    new Page("index.html", "text/html; charset=utf-8"),
                    "/demo.js",
                    new Page("demo.js", "text/javascript; charset=utf-8"),
                    "/demo.css",
                    new Page("demo.css", "text/css; charset=utf-8"),
                    STYLE,
                    new Page("", "text/css; charset=utf-8"));

    private final LivenessDetector detector;
    private final ImageDecoder decoder = new ImageDecoder(MOST_BYTES, MOST_PIXELS);
    private final RateLimit limit;
    private final Semaphore arriving = new Semaphore(ARRIVING);
    private final ThreadPoolExecutor readers =
            new ThreadPoolExecutor(
                    READERS, READERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private final ThreadPoolExecutor checkers =
            new ThreadPoolExecutor(
                    THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));
    private final HttpServer server;

    /**
     * Starts the server.
     *
     * @param detector checks the pictures; not closed here
     * @param port port on localhost; 0 for any free port
     * @throws LgscException when the port is taken
     */
    public DemoServer(LivenessDetector detector, int port) {
        this(detector, port, new RateLimit(BURST, PER_SECOND, System::nanoTime));
    }

    DemoServer(LivenessDetector detector, int port, RateLimit limit) {
        this.detector = detector;
        this.limit = limit;
        // cut off slow senders; the server reads these once, when its first instance is created
        System.setProperty("sun.net.httpserver.maxReqTime", "" + SECONDS_TO_ARRIVE);
        System.setProperty(
                "sun.net.httpserver.maxRspTime", "" + (SECONDS_TO_ANSWER + SECONDS_TO_ARRIVE));
        readers.allowCoreThreadTimeOut(true);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (BindException e) {
            throw new LgscException(
                    "Port " + port + " is in use; give another one with --port.", e);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot open port %s: %s.", port, e.getMessage());
        }
        server.createContext("/", this::handle);
        server.setExecutor(readers);
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (RuntimeException e) { // a defect: the browser must not wait for ever
                text(exchange, 500, "The request failed.");
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (!isForThisHost(exchange)) {
            text(exchange, 403, "This server answers to its own page only.");
        } else if (path.equals("/check")) {
            check(exchange);
        } else if (path.equals("/card") && reads(exchange)) {
            send(exchange, 200, "application/json", card());
        } else if (!PAGES.containsKey(path)) {
            text(exchange, 404, "Page not found.");
        } else if (!reads(exchange)) {
            text(exchange, 405, "GET only.");
        } else {
            page(exchange, path);
        }
    }

    private static boolean reads(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET") || isHead(exchange);
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    /** Another site's page can send requests here, or give this address a name of its own. */
    private boolean isForThisHost(HttpExchange exchange) {
        return isOwn(
                server.getAddress().getPort(),
                exchange.getRequestHeaders().getFirst("Host"),
                exchange.getRequestHeaders().getFirst("Origin"));
    }

    /** Whether a request names this host; browsers leave port 80 out. */
    static boolean isOwn(int port, String host, String origin) {
        String own = host == null || port != 80 || host.endsWith(":80") ? host : host + ":80";
        Set<String> hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
        return own != null
                && hosts.contains(own)
                && (origin == null
                        || origin.equals("http://" + host)
                        || origin.equals("http://" + own));
    }

    private void check(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            text(exchange, 405, "POST only.");
            return;
        }
        if (!limit.take()) {
            refuse(exchange, 429, "Too many pictures at once: wait a moment.");
        } else if (!arriving.tryAcquire()) {
            refuse(exchange, 503, BUSY);
        } else {
            try {
                answerPicture(exchange);
            } finally {
                arriving.release();
            }
        }
    }

    private void answerPicture(HttpExchange exchange) throws IOException {
        byte[] picture;
        try (InputStream in = exchange.getRequestBody()) {
            picture = in.readNBytes(MOST_BYTES + 1);
            if (picture.length > MOST_BYTES) {
                refuse(exchange, 413, "The picture has more than 8 MiB.");
                return;
            }
        }
        byte[] answer = null;
        try {
            Future<byte[]> check = checkers.submit(() -> result(picture));
            try {
                answer = check.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
            } finally {
                check.cancel(false); // a running check ends by itself: its work is bounded
            }
        } catch (RejectedExecutionException | TimeoutException e) {
            text(exchange, 503, BUSY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        if (answer != null) {
            send(exchange, 200, "application/json", answer);
        }
    }

    /** The model's card in words; the page inserts it as text, not as HTML. */
    private byte[] card() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("caution", detector.card().caution().orElse(""));
        ArrayNode rows = answer.putArray("rows");
        detector.description()
                .rows()
                .forEach(r -> rows.addObject().put("name", r.name()).put("value", r.value()));
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] result(byte[] picture) {
        LivenessResult result = detector.check(picture);
        ObjectNode answer = ResultJson.of(result);
        if (result.face().isPresent()) {
            byte[] overlay =
                    ImageEncoder.jpeg(
                            result.overlay(decoder.decode(picture, "the picture")), JPEG_QUALITY);
            answer.put(
                    "overlay",
                    "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(overlay));
        }
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads and discards the rest of the request, then answers. */
    private static void refuse(HttpExchange exchange, int status, String message)
            throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] buffer = new byte[1 << 16];
        long left = MOST_DRAINED;
        for (int n = 0; n >= 0 && left > 0; left -= n) {
            n = in.read(buffer);
        }
        text(exchange, status, message);
    }

    private static void page(HttpExchange exchange, String path) throws IOException {
        Page page = PAGES.get(path);
        if (path.equals(STYLE)) {
            byte[] style = HtmlPage.commonStyle().getBytes(StandardCharsets.UTF_8);
            send(exchange, 200, page.type(), style);
            return;
        }
        try (InputStream in = DemoServer.class.getResourceAsStream(page.resource())) {
            send(exchange, 200, page.type(), in.readAllBytes());
        }
    }

    private static void text(HttpExchange exchange, int status, String message) throws IOException {
        send(
                exchange,
                status,
                "text/plain; charset=utf-8",
                message.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        if (isHead(exchange)) {
            headers.set("Content-Length", "" + body.length);
            exchange.sendResponseHeaders(status, -1); // no body
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Stops the server; running requests are cut off. */
    @Override
    public void close() {
        server.stop(0);
        readers.shutdownNow();
        checkers.shutdownNow();
    }
}
