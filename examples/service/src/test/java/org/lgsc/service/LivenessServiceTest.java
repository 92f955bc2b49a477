package org.lgsc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.detector.Reason;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The service over HTTP. */
class LivenessServiceTest {
    private static final int MOST_BYTES = 400_000;

    @TempDir static Path folder;

    private static final Locale USERS = Locale.getDefault();
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(folder.resolve("lgsc.zip"));
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab")); // its digits are others
        service = run("--lgsc.requests=6");
    }

    @AfterAll
    static void stop() {
        service.close();
        Locale.setDefault(USERS);
    }

    private static ConfigurableApplicationContext run(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--server.port=0");
        all.add("--lgsc.model=" + folder.resolve("lgsc.zip"));
        if (all.stream().noneMatch(o -> o.startsWith("--lgsc.picture="))) {
            all.add("--lgsc.picture=" + MOST_BYTES + "B");
        }
        return SpringApplication.run(LivenessApplication.class, all.toArray(String[]::new));
    }

    private static URI address(ConfigurableApplicationContext of, String path) {
        return URI.create(
                "http://localhost:" + of.getEnvironment().getProperty("local.server.port") + path);
    }

    private static byte[] face(int subject) {
        SyntheticFaces faces = SyntheticFaces.of(3);
        return ImageEncoder.png(faces.portrait(subject, 200));
    }

    private static HttpResponse<String> post(URI address, String type, byte[] body)
            throws Exception {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(address(service, path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        request.timeout(Duration.ofSeconds(60)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> check(byte[] picture) throws Exception {
        return post(address(service, "/liveness"), "image/png", picture);
    }

    private static byte[] form(String part, byte[] picture) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(
                ("--x\r\nContent-Disposition: form-data; name=\""
                                + part
                                + "\"; filename=\"../../etc/passwd\"\r\n"
                                + "Content-Type: image/png\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(picture);
        out.write("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Test
    void fourClientsGetTheAnswersOfTheirPictures() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            expected.add(answer(check(face(i))));
        }
        assertThat(expected).doesNotHaveDuplicates();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            byte[] picture = face(i % 4);
            calls.add(() -> answer(check(picture)));
        }
        int i = 0;
        for (Future<String> answer : clients.invokeAll(calls)) {
            assertThat(answer.get()).isEqualTo(expected.get(i++ % 4));
        }
        clients.shutdown();
    }

    private static String answer(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Map<String, Object> json = json(response);
        return json.get("decision") + " " + json.get("spoofScore") + json.get("face");
    }

    private static Map<String, Object> json(HttpResponse<String> response) {
        return JsonParserFactory.getJsonParser().parseMap(response.body());
    }

    @Test
    void aPictureMayBeAPartOfAForm() throws Exception {
        URI liveness = address(service, "/liveness");
        String type = "multipart/form-data; boundary=x";
        HttpResponse<String> answer = post(liveness, type, form("picture", face(0)));
        assertThat(answer(answer)).isEqualTo(answer(check(face(0))));
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(post(liveness, type, form("photo", face(0))).statusCode()).isEqualTo(400);
        assertThat(post(liveness, type, form("picture", new byte[MOST_BYTES + 1])).statusCode())
                .isEqualTo(413);
    }

    /** As of clients that set the content type themselves, or are cut off. */
    @Test
    void aDamagedFormIsTheClientsFault() throws Exception {
        URI liveness = address(service, "/liveness");
        HttpResponse<String> noBoundary = post(liveness, "multipart/form-data", face(0));
        assertThat(noBoundary.statusCode()).as(noBoundary.body()).isEqualTo(400);
        assertThat(noBoundary.body()).contains("boundary").doesNotContain("Exception", "org.");
        byte[] form = form("picture", face(0));
        HttpResponse<String> cut =
                post(
                        liveness,
                        "multipart/form-data; boundary=x",
                        Arrays.copyOf(form, form.length - 10));
        assertThat(cut.statusCode()).as(cut.body()).isEqualTo(400);
    }

    /** As of clients on a train: the container answered with neither type nor reason. */
    @ParameterizedTest
    @CsvSource({"true, 400, not complete", "false, 408, too slowly"})
    void aPictureThatEndsEarlyIsAProblemLikeOthers(boolean ends, int status, String reason)
            throws Exception {
        try (Socket socket = new Socket("localhost", address(service, "/liveness").getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(
                            ("POST /liveness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                            + "Content-Type: image/png\r\n"
                                            + "Content-Length: 1000\r\n\r\nbegin")
                                    .getBytes(StandardCharsets.US_ASCII));
            if (ends) {
                socket.shutdownOutput();
            }
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("application/problem+json", reason)
                    .doesNotContain("Exception", "timestamp");
        }
    }

    /** The limit of a form was 9 MB, whatever lgsc.picture said. */
    @Test
    void aFormMayBeAsLargeAsItsPicture() throws Exception {
        try (ConfigurableApplicationContext large = run("--lgsc.picture=12MB")) {
            HttpResponse<String> answer =
                    post(
                            address(large, "/liveness"),
                            "multipart/form-data; boundary=x",
                            form("picture", new byte[11 << 20]));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("UNREADABLE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--lgsc.threads=0",
                "--lgsc.requests=0",
                "--lgsc.pixels=0",
                "--lgsc.time=-1s",
                "--lgsc.picture=0B",
                "--lgsc.picture=3GB"
            })
    void optionsAreChecked(String wrong) {
        assertThatThrownBy(() -> run(wrong))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be");
    }

    @Test
    void whatCannotBeJudgedIsUndecided() throws Exception {
        HttpResponse<String> rubbish = check("rubbish".getBytes(StandardCharsets.UTF_8));
        assertThat(json(rubbish))
                .containsEntry("decision", "UNDECIDED")
                .containsEntry("spoofScore", null)
                .containsEntry("reasons", List.of("UNREADABLE"));
    }

    @Test
    void sizeAndTypeAreLimited() throws Exception {
        HttpResponse<String> large = check(new byte[MOST_BYTES + 1]);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(large.body()).contains("400000 bytes").doesNotContain("Exception", "org.");
        URI liveness = address(service, "/liveness");
        assertThat(post(liveness, "text/plain", new byte[3]).statusCode()).isEqualTo(415);
        assertThat(get("/liveness").statusCode()).isEqualTo(405);
        assertThat(get("/..%2f..%2fetc/passwd").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(get("/application.properties").statusCode()).isEqualTo(404);
    }

    @Test
    void problemsAreAnsweredByWhoseFaultTheyAre() throws Exception {
        HttpResponse<String> picture = get("/fails/INPUT");
        assertThat(picture.statusCode()).isEqualTo(422);
        assertThat(json(picture)).containsEntry("detail", "The file secret.zip is at fault.");
        Map<String, Integer> others = Map.of("FILE", 500, "ENVIRONMENT", 503, "OTHER", 500);
        for (Map.Entry<String, Integer> other : others.entrySet()) {
            HttpResponse<String> answer = get("/fails/" + other.getKey());
            assertThat(answer.statusCode()).as(other.getKey()).isEqualTo(other.getValue());
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(answer.body()).doesNotContain("secret");
        }
    }

    /** It was answered as a defect, or, of a form, as a mistake of the client. */
    @ParameterizedTest
    @ValueSource(strings = {"/exhausted", "/exhausted/form"})
    void tooLittleMemoryIsTheMachines(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void requestsAtOnceAreLimited() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) { // announce a picture and send nothing of it
                Socket socket = new Socket("localhost", address(service, "/liveness").getPort());
                socket.getOutputStream()
                        .write(
                                ("POST /liveness HTTP/1.1\r\nHost: localhost\r\n"
                                                + "Content-Type: image/png\r\n"
                                                + "Content-Length: 100\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            HttpResponse<String> refused = check(face(0));
            for (int i = 0; i < 50 && refused.statusCode() != 429; i++) { // not yet all arrived
                refused = check(face(0));
            }
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            for (String spelt : List.of("/%6Civeness", "/liveness;x=1", "/./liveness")) {
                assertThat(post(address(service, spelt), "image/png", face(0)).statusCode())
                        .as(spelt)
                        .isEqualTo(429);
            }
            assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        HttpResponse<String> again = check(face(0));
        for (int i = 0; i < 200 && again.statusCode() == 429; i++) { // until they are given up
            Thread.sleep(100);
            again = check(face(0));
        }
        assertThat(again.statusCode()).isEqualTo(200);
    }

    @Test
    void timeIsLimited() throws Exception {
        try (ConfigurableApplicationContext hasty = run("--lgsc.time=0ms")) {
            HttpResponse<String> answer = post(address(hasty, "/liveness"), "image/png", face(0));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("try again later");
        }
    }

    @Test
    void healthAndMetersAreServed() throws Exception {
        check(face(0));
        check(new byte[] {1});
        for (String health : List.of("", "/liveness", "/readiness")) {
            assertThat(get("/actuator/health" + health).body()).contains("\"status\":\"UP\"");
        }
        assertThat(get("/actuator/metrics/lgsc.check").body()).contains("TOTAL_TIME");
        assertThat(get("/actuator/metrics/lgsc.decisions?tag=decision:UNDECIDED").statusCode())
                .isEqualTo(200);
        assertThat(get("/actuator/metrics/lgsc.reasons?tag=reason:UNREADABLE").statusCode())
                .isEqualTo(200);
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
    }

    /** Otherwise the first pictures would take seconds. */
    @Test
    void itIsReadyWhenEachThreadHasChecked() {
        assertThat(service.getBean(Readiness.class).checkingThreads()).isEqualTo(2);
    }

    /** The description names what is answered, and nothing else. */
    @Test
    void theDescriptionIsServed() throws Exception {
        HttpResponse<String> openapi = get("/openapi.yaml");
        assertThat(openapi.statusCode()).isEqualTo(200);
        String required =
                openapi.body().replaceAll("(?s).*Liveness:.*?required: \\[([^]]*)].*", "$1");
        assertThat(json(check(face(0)))).containsOnlyKeys(required.split(", "));
        for (Reason reason : Reason.values()) {
            assertThat(openapi.body()).contains(reason.name());
        }
    }
}
