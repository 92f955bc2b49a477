/** Commands that train a model, fine-tune a model or train an encoder. */
package org.lgsc.cli.train;
