/** Feature vectors laid out in the plane: t-SNE and its picture. */
package org.lgsc.cli.embedding;
