import static dev.trn3.display.Display.*;
