package org.lgsc.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.LgscException.Kind;
import org.lgsc.core.image.ImageDecoder;

/** A service answers by the kind of a problem: a client's fault is not the service's. */
class ProblemKindsTest {
    private final ImageDecoder decoder = ImageDecoder.defaults();
    @TempDir Path folder;

    private static Kind kind(ThrowingCallable call) {
        return catchThrowableOfType(LgscException.class, call).kind();
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void picturesAreTheClientsFault() throws Exception {
        Path rubbish = file("a.jpg", "rubbish");
        assertThat(kind(() -> decoder.decode(rubbish))).isEqualTo(Kind.INPUT);
        assertThat(kind(() -> decoder.decode(new byte[0], "a.jpg"))).isEqualTo(Kind.INPUT);
        byte[] cutOff = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0};
        assertThat(kind(() -> decoder.decode(cutOff, "a.jpg"))).isEqualTo(Kind.INPUT);
        ImageDecoder strict = new ImageDecoder(3, 100);
        assertThat(kind(() -> strict.decode(rubbish))).isEqualTo(Kind.INPUT);
    }

    @Test
    void filesThatAreNotThereAreNot() {
        assertThat(kind(() -> decoder.decode(folder.resolve("b.jpg")))).isEqualTo(Kind.FILE);
        assertThat(kind(() -> decoder.decode(folder))).isEqualTo(Kind.FILE);
    }

    @Test
    void modelsAreFiles() throws Exception {
        Path rubbish = file("lgsc.zip", "rubbish");
        Path json = file("card.json", "{}");
        assertThat(kind(() -> LgscModel.load(folder.resolve("no.zip")))).isEqualTo(Kind.FILE);
        assertThat(kind(() -> LgscModel.load(rubbish))).isEqualTo(Kind.FILE);
        assertThat(kind(() -> LgscModel.load(json))).isEqualTo(Kind.FILE);
    }
}
