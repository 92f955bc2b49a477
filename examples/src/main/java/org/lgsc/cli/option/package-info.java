/** Options that several commands have. */
package org.lgsc.cli.option;
