/** Commands that check pictures and this installation. */
package org.lgsc.cli.check;
