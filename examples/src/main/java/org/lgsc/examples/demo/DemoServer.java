package org.lgsc.examples.demo;

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
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lgsc.core.LgscException;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;

/**
 * Serves the demo's page and checks pictures that it sends, on the loopback interface only.
 *
 * <p>Three fixed files are served, from the class path; a picture is bytes in a request, and no
 * request can name anything in the file system. Requests must name this host, so that no other site
 * reaches the server through a browser; size and rate are limited.
 */
public final class DemoServer implements AutoCloseable {
    /** Largest picture in bytes: 8 MiB. */
    public static final int MOST_BYTES = 8 << 20;

    private static final int MOST_PIXELS = 25_000_000;
    private static final int BURST = 20;
    private static final double PER_SECOND = 5;
    private static final int THREADS = 2;
    private static final int WAITING = 16;
    private static final int JPEG_QUALITY = 88;

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src"
                    + " 'self'; media-src blob:; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private record Page(String resource, String type) {}

    private static final Map<String, Page> PAGES =
            Map.of(
                    "/", new Page("index.html", "text/html; charset=utf-8"),
                    "/demo.js", new Page("demo.js", "text/javascript; charset=utf-8"),
                    "/demo.css", new Page("demo.css", "text/css; charset=utf-8"));

    private final LivenessDetector detector;
    private final ImageDecoder decoder = new ImageDecoder(MOST_BYTES, MOST_PIXELS);
    private final RateLimit limit;
    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(
                    THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));
    private final HttpServer server;

    /**
     * Starts.
     *
     * @param detector not closed here
     * @param port 0 for any free one
     * @throws LgscException when the port is taken
     */
    public DemoServer(LivenessDetector detector, int port) {
        this(detector, port, new RateLimit(BURST, PER_SECOND, System::nanoTime));
    }

    DemoServer(LivenessDetector detector, int port, RateLimit limit) {
        this.detector = detector;
        this.limit = limit;
        // the server reads these once, when its first instance is made: slow senders are cut off
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        } catch (BindException e) {
            throw new LgscException("Port " + port + " is taken; give another one with --port.", e);
        } catch (IOException e) {
            throw new LgscException("Cannot open port " + port + ": " + e.getMessage() + ".", e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    /** Where the page is. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (RuntimeException e) { // a defect: the browser should not wait for ever
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
        } else if (!PAGES.containsKey(path)) {
            text(exchange, 404, "There is no such page.");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            text(exchange, 405, "GET only.");
        } else {
            page(exchange, PAGES.get(path));
        }
    }

    /** Another site's page may send requests here, or give this address a name of its own. */
    private boolean isForThisHost(HttpExchange exchange) {
        int port = server.getAddress().getPort();
        Set<String> hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return host != null
                && hosts.contains(host)
                && (origin == null || origin.equals("http://" + host));
    }

    private void check(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            text(exchange, 405, "POST only.");
            return;
        }
        if (!limit.take()) {
            text(exchange, 429, "Too many pictures at once: wait a moment.");
            return;
        }
        byte[] picture;
        try (InputStream in = exchange.getRequestBody()) {
            picture = in.readNBytes(MOST_BYTES + 1);
        }
        if (picture.length > MOST_BYTES) {
            text(exchange, 413, "The picture has more than 8 MiB.");
            return;
        }
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
        send(exchange, 200, "application/json", answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void page(HttpExchange exchange, Page page) throws IOException {
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
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Stops; requests that run are cut off. */
    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
