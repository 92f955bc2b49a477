/** Layout of feature vectors in the plane: t-SNE and its scatter plot. */
package org.lgsc.cli.embedding;
