package org.lgsc.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.lgsc.eval.fixture.HeadlessBrowser;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** The demo over HTTP, and in a headless browser where there is a Chromium with its driver. */
class DemoIT {
    @TempDir static Path folder;

    private static LivenessDetector detector;
    private DemoServer server;

    @BeforeAll
    static void open() {
        detector =
                LivenessDetector.builder(
                                LgscModel.untrained(
                                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                                        InputScaling.SYMMETRIC))
                        .threshold(1)
                        .build();
    }

    @AfterAll
    static void close() {
        detector.close();
    }

    @BeforeEach
    void start() {
        server = new DemoServer(detector, 0); // fresh limits for each test
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] face() {
        SyntheticFaces faces = SyntheticFaces.of(3);
        return ImageEncoder.png(faces.portrait(0, 200));
    }

    private HttpResponse<String> post(byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.address().resolve("check"))
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aFaceGetsAVerdictAndAnOverlay() throws Exception {
        HttpResponse<String> answer = post(face());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"decision\":\"LIVE\"", "data:image/jpeg;base64,");
        HttpResponse<String> rubbish = post("rubbish".getBytes(StandardCharsets.UTF_8));
        assertThat(rubbish.statusCode()).isEqualTo(200);
        assertThat(rubbish.body()).contains("\"decision\":\"UNDECIDED\"", "UNREADABLE");
    }

    @Test
    void theModelsCardIsShown() throws Exception {
        HttpResponse<String> card = get("card");
        assertThat(card.statusCode()).isEqualTo(200);
        assertThat(card.body())
                .contains("\"caution\":\"\"", "{\"name\":\"not for\",\"value\":\"not stated\"}");
        assertThat(get("").body()).contains("id=\"card\"", "id=\"caution\"");
    }

    @Test
    void nothingButThePageIsServed() throws Exception {
        HttpResponse<String> page = get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        for (String path :
                new String[] {
                    "index.html",
                    "..%2f..%2fetc/passwd",
                    "%2e%2e/pom.xml",
                    "DemoServer.class",
                    "demo.js/",
                    "etc/passwd"
                }) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(raw("GET /../../../etc/passwd HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(get("check").statusCode()).isEqualTo(405);
    }

    /** What a client that does not tidy up its request gets back. */
    private String raw(String request) throws Exception {
        int port = server.address().getPort();
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    request.replace("PORT", Integer.toString(port))
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(64), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void otherSitesAreTurnedAway() throws Exception {
        assertThat(post(face(), "Origin", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void sizeAndRateAreLimited() throws Exception {
        assertThat(post(new byte[DemoServer.MOST_BYTES + 1]).statusCode())
                .isEqualTo(HttpURLConnection.HTTP_ENTITY_TOO_LARGE);
        server.close();
        server = new DemoServer(detector, 0, new RateLimit(2, 1e-6, System::nanoTime));
        assertThat(post(new byte[] {1}).statusCode()).isEqualTo(200);
        assertThat(post(new byte[] {1}).statusCode()).isEqualTo(200);
        assertThat(post(new byte[] {1}).statusCode()).isEqualTo(429);
    }

    @Test
    void inABrowser() throws Exception {
        Path picture = folder.resolve("face.png");
        Files.write(picture, face());
        Path wall = folder.resolve("wall.png");
        ImageEncoder.writePng(RgbImage.black(120, 90), wall);
        ChromeDriver browser = HeadlessBrowser.open(folder);
        try {
            browser.get(server.address().toString());
            assertThat(browser.findElement(By.id("verdict")).getText())
                    .contains("No picture checked");
            // from the top of the page the keyboard reaches file, then webcam
            for (String id : new String[] {"file", "start"}) {
                new Actions(browser).sendKeys(Keys.TAB).perform();
                assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo(id);
            }

            browser.findElement(By.id("file")).sendKeys(picture.toString());
            waitFor(browser, "Live");
            assertThat(browser.findElement(By.id("score")).getText()).matches("0\\.\\d{4}");
            assertThat(browser.findElement(By.id("overlay")).getAttribute("alt")).contains("Live");
            assertThat(
                            browser.executeScript(
                                    "return document.getElementById('overlay').naturalWidth"))
                    .isEqualTo(200L);

            browser.findElement(By.id("file")).sendKeys(wall.toString());
            waitFor(browser, "Undecided");
            assertThat(browser.findElement(By.id("detail")).getText()).contains("No face");
            assertThat(browser.findElement(By.id("overlay")).isDisplayed()).isFalse();
        } finally {
            browser.quit();
        }
    }

    /** The verdict of the webcam is that of several pictures together. */
    @Test
    void theWebcamIsWatchedInABrowser() throws Exception {
        Path camera = folder.resolve("camera.y4m");
        SyntheticFaces faces = SyntheticFaces.of(3);
        FakeCamera.write(camera, faces.portrait(0, 320), 4);
        ChromeDriver browser =
                HeadlessBrowser.open(
                        folder,
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-video-capture=" + camera);
        try {
            browser.get(server.address().toString());
            browser.findElement(By.id("start")).click();
            waitFor(browser, "Live");
            assertThat(browser.findElement(By.id("detail")).getText())
                    .matches("Mean spoof score 0\\.\\d{4} of [3-6] pictures\\.");
            assertThat(browser.findElements(By.cssSelector("#history li[data-decision=LIVE]")))
                    .hasSizeBetween(3, 6);
            String score = browser.findElement(By.id("overlay")).getAttribute("src");
            for (int i = 0; i < 100; i++) { // it goes on
                Thread.sleep(50);
                if (browser.findElements(By.cssSelector("#history li")).size() == 6) {
                    break;
                }
            }
            assertThat(browser.findElements(By.cssSelector("#history li"))).hasSize(6);
            assertThat(score).startsWith("data:image/jpeg;base64,");
            browser.findElement(By.id("start")).click();
            assertThat(browser.findElement(By.id("start")).getText()).isEqualTo("Start the webcam");
            assertThat(browser.findElement(By.id("video")).isDisplayed()).isFalse();
            assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        } finally {
            browser.quit();
        }
    }

    private static void waitFor(ChromeDriver browser, String verdict) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (browser.findElement(By.id("verdict")).getText().equals(verdict)) {
                return;
            }
            Thread.sleep(50);
        }
        assertThat(browser.findElement(By.id("verdict")).getText()).isEqualTo(verdict);
    }
}
