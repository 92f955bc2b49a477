package org.lgsc.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;

/** The runnable jar: libraries and native binaries are found inside of it. */
class ServiceJarIT {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir Path folder;

    private Path log() {
        return folder.resolve("log.txt");
    }

    private Process start(Path model) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-jar"));
        command.add(Path.of("target", "lgsc-service.jar").toAbsolutePath().toString());
        command.addAll(List.of("--server.port=0", "--lgsc.model=" + model));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private URI address(Process service) throws Exception {
        for (int i = 0; i < 1200 && service.isAlive(); i++) {
            Matcher port = PORT.matcher(Files.readString(log()));
            if (port.find()) {
                return URI.create("http://localhost:" + port.group(1) + "/liveness");
            }
            Thread.sleep(100);
        }
        throw new AssertionError(Files.readString(log()));
    }

    @Test
    void aPictureIsChecked() throws Exception {
        Path model = folder.resolve("lgsc.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        SyntheticFaces faces = SyntheticFaces.of(3);
        byte[] face = ImageEncoder.png(faces.portrait(0, 200));
        Process service = start(model);
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(address(service))
                                            .header("Content-Type", "image/png")
                                            .POST(HttpRequest.BodyPublishers.ofByteArray(face))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"spoofScore\":0.");
        } finally {
            service.destroy();
            assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(log()).content().doesNotContain("WARN", "ERROR", "SLF4J", "nd4j");
    }

    @Test
    void aMissingModelIsASentence() throws Exception {
        Process service = start(folder.resolve("nowhere.zip"));
        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(log())
                .content()
                .contains("There is no model file " + folder.resolve("nowhere.zip") + ".")
                .contains("Give --lgsc.model=FILE.");
    }
}
