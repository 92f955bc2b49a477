package org.lgsc.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;

/** More than the demo can do, and slower than it waits. */
class DemoLoadTest {
    private static LivenessDetector detector;
    private DemoServer server;

    @BeforeAll
    static void open() {
        detector =
                LivenessDetector.builder(
                                LgscModel.untrained(
                                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                                        InputScaling.SYMMETRIC))
                        .build();
    }

    @AfterAll
    static void close() {
        detector.close();
    }

    @BeforeEach
    void start() {
        server = new DemoServer(detector, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The status of a POST, or 0 when the connection was closed without one. */
    private int post(byte[] body, CountDownLatch all) throws Exception {
        try (Socket socket = new Socket("localhost", server.address().getPort())) {
            socket.setSoTimeout(60_000);
            all.countDown();
            all.await();
            OutputStream out = socket.getOutputStream();
            out.write(head(body.length));
            out.write(body);
            byte[] answer = socket.getInputStream().readNBytes(12);
            return answer.length < 12
                    ? 0
                    : Integer.parseInt(new String(answer, 9, 3, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return 0;
        }
    }

    private byte[] head(int length) {
        return ("POST /check HTTP/1.1\r\nHost: localhost:"
                        + server.address().getPort()
                        + "\r\nContent-Length: "
                        + length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** As of curl -I: headers as of GET, and no body. */
    @ParameterizedTest
    @CsvSource({"/, 200", "/card, 200", "/check, 405", "/none, 404"})
    void aHeadHasTheHeadersAlone(String path, int status) throws Exception {
        HttpRequest head =
                HttpRequest.newBuilder(server.address().resolve(path))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(60))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(head, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValueAsLong("Content-Length").getAsLong()).isPositive();
    }

    @Test
    void everyOneOfFiveHundredGetsAnAnswer() throws Exception {
        int posts = 500;
        byte[] body = new byte[200_000];
        CountDownLatch all = new CountDownLatch(posts);
        ExecutorService clients = Executors.newFixedThreadPool(posts);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < posts; i++) {
                answers.add(clients.submit(() -> post(body, all)));
            }
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (Future<Integer> answer : answers) {
                statuses.merge(answer.get(), 1, Integer::sum);
            }
            assertThat(statuses.keySet()).as("%s", statuses).isSubsetOf(200, 429, 503);
            assertThat(statuses).containsKeys(200, 429);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void slowSendersKeepNobodyWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket("localhost", server.address().getPort());
                slow.add(socket);
                socket.getOutputStream().write(head(1000));
                socket.getOutputStream().write(1); // and nothing more
            }
            long start = System.nanoTime();
            HttpResponse<String> page =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(server.address()).build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(post(new byte[10], new CountDownLatch(1))).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(8));
            for (Socket socket : slow) { // cut off in the end
                socket.setSoTimeout(40_000);
                try {
                    assertThat(socket.getInputStream().read()).isNegative();
                } catch (java.net.SocketException e) {
                    // reset: cut off as well
                }
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80,localhost,http://localhost,true",
        "80,127.0.0.1,,true",
        "80,[::1],,true",
        "80,localhost:80,http://localhost,false",
        "80,localhost:80,http://localhost:80,true",
        "80,evil.example,,false",
        "80,localhost,http://evil.example,false",
        "8080,localhost,,false",
        "8080,localhost:8080,http://localhost:8080,true",
        "8080,localhost:80,,false",
        "80,,,false"
    })
    void browsersLeavePort80Out(int port, String host, String origin, boolean own) {
        assertThat(DemoServer.isOwn(port, host, origin)).isEqualTo(own);
    }
}
