package com.example.fleet;

/** Each cell of each notebook in src/test/notebooks shows what is stored in it. */
class NotebooksTest implements dev.trn3.notebook.junit.NotebookTests {}
