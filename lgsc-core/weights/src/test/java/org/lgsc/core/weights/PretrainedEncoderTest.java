package org.lgsc.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.PublishedFile;

class PretrainedEncoderTest {
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @TempDir Path folder;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    byte[] body = "weights".getBytes(StandardCharsets.UTF_8);
                    boolean there = exchange.getRequestURI().getPath().equals("/w.pth");
                    exchange.sendResponseHeaders(there ? 200 : 404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private PretrainedEncoder encoder(String path, String digest) {
        return new PretrainedEncoder(
                URI.create("http://localhost:" + server.getAddress().getPort() + path),
                "w.pth",
                digest);
    }

    private String digest() throws Exception {
        Path file = Files.writeString(folder.resolve("known"), "weights");
        return PublishedFile.sha256(file);
    }

    @Test
    void isFetchedOnce() throws Exception {
        PretrainedEncoder encoder = encoder("/w.pth", digest());
        Path kept = folder.resolve("cache");
        assertThat(encoder.file(kept)).hasContent("weights");
        assertThat(encoder.file(kept)).hasContent("weights");
        assertThat(requests).hasValue(1);
    }

    @Test
    void anotherFileIsNotKept() {
        PretrainedEncoder encoder = encoder("/w.pth", "00000000");
        assertThatThrownBy(() -> encoder.file(folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("00000000");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aCachedFileIsCheckedAgain() throws Exception {
        Path kept = Files.writeString(folder.resolve("w.pth"), "tampered");
        PretrainedEncoder encoder = encoder("/w.pth", digest());
        assertThatThrownBy(() -> encoder.file(folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(kept.toString());
    }

    @Test
    void anUnreachableFileNamesTheFolder() {
        PretrainedEncoder encoder = encoder("/nowhere", "00000000");
        assertThatThrownBy(() -> encoder.file(folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("/nowhere")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void theAddressIsTorchvisions() {
        assertThat(PretrainedEncoder.IMAGENET.address()).hasHost("download.pytorch.org");
        assertThat(PretrainedEncoder.IMAGENET.sha256()).isEqualTo("f37072fd");
    }
}
