package org.lgsc.examples;

import java.nio.file.Path;
import org.lgsc.core.weights.PretrainedEncoder;
import org.lgsc.train.InitialEncoder;
import picocli.CommandLine.ITypeConverter;

/**
 * What an encoder starts from: a name, or a file with weights.
 *
 * @param name builtin, random, imagenet, or the file's full path
 */
record EncoderChoice(String name) {
    private static final String IMAGENET = "imagenet";

    /** From the command line. */
    static final class Converter implements ITypeConverter<EncoderChoice> {
        @Override
        public EncoderChoice convert(String value) {
            return new EncoderChoice(
                    value.equals(IMAGENET) || named(value) != null
                            ? value
                            : Path.of(value).toAbsolutePath().normalize().toString());
        }
    }

    private static InitialEncoder named(String value) {
        for (InitialEncoder encoder : InitialEncoder.values()) {
            if (encoder.toString().equals(value)) {
                return encoder;
            }
        }
        return null;
    }

    /** What the options say; random where a file replaces it. */
    InitialEncoder initial() {
        InitialEncoder named = named(name);
        return named == null ? InitialEncoder.RANDOM : named;
    }

    /** Whether weights come from a file. */
    boolean fromFile() {
        return named(name) == null;
    }

    /** That file; ImageNet's is fetched when it is not there. */
    Path file() {
        return name.equals(IMAGENET)
                ? PretrainedEncoder.IMAGENET.file(PretrainedEncoder.defaultFolder())
                : Path.of(name);
    }

    /** As it is kept with a run: good from any folder. */
    @Override
    public String toString() {
        return name;
    }
}
